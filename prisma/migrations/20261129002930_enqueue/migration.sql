-- Queueing changes is a function: its statements are planned once a connection, and the session is verified once.

-- Queues changes to trackings of the session's organization, and the runs that will make them. Arrays of one length name
-- the customer, tracking and action of each job; a customer without one is looked at for jobs that wait for a run.
-- It sees what the session sees: deleted customers only where that says so.
--
-- One plan serves any number of jobs; by itself the planner would plan again for each number that it meets. It does not
-- know how large an organization is: an EXISTS it may hash, and read all trackings, a subquery for a value it looks up.
create function app.enqueue_syncs(
  p_customers uuid[], p_job_customers uuid[], p_trackings uuid[], p_actions text[], p_due_in_seconds double precision)
returns void
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  v_organization uuid := app.require_org();
begin
  -- 1. Queue a job for each change, or change the pending one.
  insert into public.sync_job as j (organization_id, customer_id, tracking_id, action)
  select v_organization, q.customer_id, q.tracking_id, q.action
  from unnest(p_job_customers, p_trackings, p_actions) as q (customer_id, tracking_id, action)
  where q.action = 'DELETE' or (
    select true from public.tracking t
    where t.organization_id = v_organization and t.id = q.tracking_id and t.deleted_at is null)
  on conflict (organization_id, tracking_id) where status = 'QUEUED'
  do update set action =
    case when j.action = 'DELETE' or j.action = 'CREATE' and excluded.action = 'UPDATE'
      then j.action else excluded.action end;

  -- 2. Queue a run for each customer that is syncable and has jobs, or postpone the pending one.
  insert into public.sync_run as r (organization_id, customer_id, run_at)
  select v_organization, c.id, now() + make_interval(secs => p_due_in_seconds)
  from public.customer c
  where c.organization_id = v_organization and c.id = any (p_customers)
    and case when c.deleted_at is null then c.status = 'CONNECTED'
      else c.container_path is not null and app.sees_deleted() end
    and (c.id = any (p_job_customers) or (
      select true from public.sync_job p
      where p.organization_id = v_organization and p.customer_id = c.id and p.status = 'QUEUED' limit 1))
  on conflict (organization_id, customer_id) where status = 'QUEUED' and kind = 'SYNC'
  do update set run_at = least(excluded.run_at, r.created_at + interval '60 seconds');
end $$;
grant execute on function app.enqueue_syncs(uuid[], uuid[], uuid[], text[], double precision) to oct_app;
