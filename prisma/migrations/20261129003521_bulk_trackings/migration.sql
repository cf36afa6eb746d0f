-- Many trackings at once, changed or deleted all or none.

-- 1. Locks trackings in the order of all writers: customers by id, then trackings by id. What it returns can be written
--    as it is until the end of the transaction; one that was deleted meanwhile is left out.
create function app.lock_trackings(p_trackings uuid[]) returns table (tracking_id uuid, version integer)
language plpgsql security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
begin
  perform from public.customer c
  where c.organization_id = v_organization and c.id in (
    select t.customer_id from public.tracking t
    where t.organization_id = v_organization and t.id = any (p_trackings))
  order by c.id for no key update;
  return query
  select t.id, t.version from public.tracking t
  where t.organization_id = v_organization and t.id = any (p_trackings) and t.deleted_at is null
  order by t.id for no key update;
end $$;
grant execute on function app.lock_trackings(uuid[]) to oct_app;

-- 2. Deletes trackings as each alone would be, and returns those of which something may be deployed. Needs their locks.
create function app.soft_delete_each(p_trackings uuid[]) returns table (customer_id uuid, tracking_id uuid)
language sql security definer set search_path = '' as $$
  select d.customer_id, t.id
  from unnest(p_trackings) as t (id) cross join lateral app.soft_delete_tracking(t.id) d
  where d.deployed;
$$;
grant execute on function app.soft_delete_each(uuid[]) to oct_app;
