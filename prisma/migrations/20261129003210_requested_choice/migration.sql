-- A container and a Google Ads account that were asked for when a customer was created, until Google has confirmed them:
-- requested_choice says which, for whom and, once it has failed, why; choice_due_at when it is tried next.

alter table customer
  add column requested_choice jsonb not null default '{}',
  add column choice_due_at timestamptz(3),
  add constraint customer_choice_due_check check (choice_due_at is null or requested_choice <> '{}');
create index customer_choice_due_idx on customer (choice_due_at) where choice_due_at is not null and deleted_at is null;
grant insert (requested_choice, choice_due_at), update (requested_choice, choice_due_at) on customer to oct_app;
-- The choice itself is on record where it is made.
call app.audit('customer', 'customer', p_ignored => '{updated_at,version,tracking_count,search_text,deployment_worst,deployment_rank,open_findings,requested_choice,choice_due_at}');
call app.hide_from_planner('customer');

-- Takes the requested choice that is due longest, but of organizations that p_except names: theirs wait for quota. It is due again after p_lease, should its process be killed or Google not
-- respond; what is done about it is bound to the version, so that of two processes one has an effect.
create function app.claim_choice(p_now timestamptz, p_lease interval, p_except uuid[])
returns table (organization_id uuid, customer_id uuid, version integer, requested_choice jsonb)
language sql volatile security definer set search_path = '' as $$
  update public.customer c set choice_due_at = p_now + p_lease
  where c.id = (
    select d.id from public.customer d
    where d.choice_due_at <= p_now and d.deleted_at is null and d.organization_id <> all (p_except)
    order by d.choice_due_at limit 1
    for no key update skip locked)
  returning c.organization_id, c.id, c.version, c.requested_choice
$$;
revoke all on function app.claim_choice(timestamptz, interval, uuid[]) from public;
grant execute on function app.claim_choice(timestamptz, interval, uuid[]) to oct_system;

-- Ends a requested choice that cannot be made, unless the customer was changed since it was taken.
create function app.fail_choice(p_organization uuid, p_customer uuid, p_version integer, p_failure jsonb) returns boolean
language sql volatile security definer set search_path = '' as $$
  with failed as (
    update public.customer c
    set requested_choice = c.requested_choice || jsonb_build_object('failure', p_failure), choice_due_at = null,
      version = c.version + 1
    where c.organization_id = p_organization and c.id = p_customer and c.version = p_version
      and c.choice_due_at is not null and c.deleted_at is null
    returning c.id)
  select exists (select from failed)
$$;
revoke all on function app.fail_choice(uuid, uuid, integer, jsonb) from public;
grant execute on function app.fail_choice(uuid, uuid, integer, jsonb) to oct_system;
