-- What can be changed by several people has a version, which is its ETag: a change or deletion may name the version that
-- it is meant for.
alter table organization add column version integer not null default 1;
grant update (version) on organization to oct_app;
call app.audit('organization', 'organization', p_ignored => '{updated_at,version}');

-- app.soft_delete_tracking for a tracking at one of these versions (null: at any). It is left alone at another; then
-- customer_id is null.
create function app.soft_delete_tracking_at(p_tracking uuid, p_versions integer[])
returns table (customer_id uuid, deployed boolean)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_version integer;
begin
  -- Locks in the order of everybody: customer, trackings.
  perform from public.customer c join public.tracking t on t.organization_id = c.organization_id and t.customer_id = c.id
  where c.organization_id = v_organization and t.id = p_tracking and t.deleted_at is null
  for no key update of c;
  select t.version into v_version from public.tracking t
  where t.organization_id = v_organization and t.id = p_tracking and t.deleted_at is null
  for no key update;
  if v_version <> all (p_versions) then
    return next;
  else
    return query select s.customer_id, s.deployed from app.soft_delete_tracking(p_tracking) s;
  end if;
end $$;

-- app.soft_delete_customer, likewise; at another version, standing is null. No row: there is no such customer.
create function app.soft_delete_customer_at(p_customer uuid, p_versions integer[]) returns table (standing uuid[])
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_version integer;
begin
  select c.version into v_version from public.customer c
  where c.organization_id = app.require_org() and c.id = p_customer and c.deleted_at is null
  for no key update;
  if not found then
    return;
  end if;
  standing := case when v_version <> all (p_versions) then null else app.soft_delete_customer(p_customer) end;
  return next;
end $$;

grant execute on function
  app.soft_delete_tracking_at(uuid, integer[]),
  app.soft_delete_customer_at(uuid, integer[])
to oct_app;
