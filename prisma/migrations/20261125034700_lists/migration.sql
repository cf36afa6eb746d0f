-- CreateIndex
CREATE INDEX "sync_run_organization_id_status_created_at_id_idx" ON "sync_run"("organization_id", "status", "created_at", "id");

create index tracking_name_live_idx on tracking (organization_id, name, id) where deleted_at is null;

-- The place of a queued run of the entered organization among all that can be claimed until it is due, 1 for the next:
-- a number and no more. Follows app.claim_run, which serves organizations in turn, who was served longest ago first:
-- with k runs of one's own in front, every other organization gets k before it, one more where its turn comes earlier.
-- Counts a thousand runs at most. Null: the run does not wait in the queue, be it for the agency to connect or resume
-- its customer.
create function app.queue_position(p_run uuid) returns integer
language sql stable security definer set search_path = ''
begin atomic
  with claimable as (
    select r.id, r.organization_id, r.run_at, r.status
    from public.sync_run r
    join public.customer c on c.organization_id = r.organization_id and c.id = r.customer_id
    join public.google_connection g
      on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
    where (c.status in ('CONNECTED', 'ERROR') or c.deleted_at is not null)
      and c.container_path is not null and g.status = 'ACTIVE'
      and (r.status = 'QUEUED' or r.status = 'RUNNING' and r.lease_until <= clock_timestamp())
  ), mine as (
    select q.id, q.organization_id, q.run_at from claimable q
    where q.organization_id = (select app.require_org()) and q.id = p_run and q.status = 'QUEUED'
  ), before as (
    select q.organization_id, q.run_at,
      q.organization_id = m.organization_id and (q.run_at, q.id) < (m.run_at, m.id) as own
    from claimable q cross join mine m
    where q.run_at <= greatest(m.run_at, clock_timestamp()) and q.id <> m.id
    order by q.run_at limit 1000
  ), turns as (
    select t.organization_id, t.runs, t.own, row(
      coalesce((select max(s.claimed_at) from public.sync_run s
        where s.organization_id = t.organization_id and s.claimed_at is not null), '-infinity'),
      t.first_due) as turn
    from (
      select d.organization_id, count(*) filter (where d.counts) as runs, count(*) filter (where d.own) as own,
        min(d.run_at) as first_due
      from (
        select b.organization_id, b.run_at, true as counts, b.own from before b
        union all select m.organization_id, m.run_at, false, false from mine m) d
      group by d.organization_id) t
  )
  select (1 + o.own + coalesce(sum(least(t.runs, o.own + (t.turn < o.turn)::integer)), 0))::integer
  from mine m
  join turns o on o.organization_id = m.organization_id
  left join turns t on t.organization_id <> m.organization_id
  group by o.own;
end;

grant execute on function app.queue_position(uuid) to oct_app;
