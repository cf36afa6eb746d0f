-- Purge: what was deleted before the retention time is removed for good, once nothing of it is deployed at Google. A
-- deletion is purged as a whole, so that a restore finds all of it or nothing.

-- Whether nothing of a deleted tracking is left to remove at Google: it was never deployed, or its DELETE was synced.
create function app.removed_at_google(p_tracking public.tracking) returns boolean
language sql stable set search_path = '' as $$
select not exists (
    select from public.sync_job j
    where j.organization_id = p_tracking.organization_id and j.tracking_id = p_tracking.id
      and j.status in ('QUEUED', 'RUNNING'))
  and (not app.may_be_deployed(p_tracking) or exists (
    select from public.sync_job j
    where j.organization_id = p_tracking.organization_id and j.tracking_id = p_tracking.id
      and j.action = 'DELETE' and j.status = 'SUCCEEDED' and j.finished_at >= p_tracking.deleted_at))$$;

-- Whether a tracking is to be purged. What cannot be removed at Google, because the login is lost for good, has an end
-- too: after a second retention time it is purged all the same, though not while a run works on it.
-- The cost, which is about true, keeps the planner from asking of all rows before it takes the first of them.
create function app.is_purgeable(p_tracking public.tracking, p_now timestamptz, p_retention interval) returns boolean
language sql stable cost 10000 set search_path = '' as $$
select p_tracking.deleted_at < p_now - p_retention
  and (app.removed_at_google(p_tracking)
    or p_tracking.deleted_at < p_now - 2 * p_retention and not exists (
      select from public.sync_job j
      join public.sync_run r on r.organization_id = j.organization_id and r.id = j.run_id
      where j.organization_id = p_tracking.organization_id and j.tracking_id = p_tracking.id
        and j.status = 'RUNNING' and r.status = 'RUNNING' and r.lease_until > clock_timestamp()))$$;

-- A customer is purged with all of its trackings or not at all.
create function app.is_purgeable(p_customer public.customer, p_now timestamptz, p_retention interval) returns boolean
language sql stable set search_path = '' as $$
select p_customer.deleted_at < p_now - p_retention
  and not exists (
    select from public.tracking t
    where t.organization_id = p_customer.organization_id and t.customer_id = p_customer.id
      and app.is_purgeable(t, p_now, p_retention) is not true)
  and not exists (
    select from public.sync_run r
    where r.organization_id = p_customer.organization_id and r.customer_id = p_customer.id
      and r.status = 'RUNNING' and r.lease_until > clock_timestamp())$$;

-- Removes up to p_limit trackings that were deleted on their own, with their jobs.
create function app.purge_trackings(p_organization uuid, p_now timestamptz, p_retention interval, p_limit integer)
returns table (trackings integer, still_deployed integer)
language plpgsql volatile set search_path = '' as $$
declare
  v_locked uuid[];
  v_purged uuid[];
begin
  v_locked := array(
    select t.id
    from public.tracking t
    join public.customer c on c.organization_id = t.organization_id and c.id = t.customer_id
    where t.organization_id = p_organization and t.deleted_at < p_now - p_retention
      and t.deletion_id is distinct from c.deletion_id and app.is_purgeable(t, p_now, p_retention)
    order by t.deleted_at limit p_limit
    for update of t skip locked);
  -- Checked again under the locks: the first look may be older than what a run has written since.
  select array_agg(t.id), count(*), count(*) filter (where not app.removed_at_google(t))
  into v_purged, trackings, still_deployed
  from public.tracking t
  where t.organization_id = p_organization and t.id = any (v_locked) and app.is_purgeable(t, p_now, p_retention);
  delete from public.sync_job j where j.organization_id = p_organization and j.tracking_id = any (v_purged);
  delete from public.tracking t where t.organization_id = p_organization and t.id = any (v_purged);
  return next;
end $$;

-- Removes one deleted customer that the caller has locked, with everything below it. No row: a part of it is locked, or
-- was a moment ago.
create function app.purge_customer(p_organization uuid, p_customer uuid, p_now timestamptz, p_retention interval)
returns table (trackings integer, still_deployed integer)
language plpgsql volatile set search_path = '' as $$
begin
  begin
    perform from public.tracking t where t.organization_id = p_organization and t.customer_id = p_customer
    order by t.id for update nowait;
    perform from public.sync_run r where r.organization_id = p_organization and r.customer_id = p_customer
    order by r.id for update nowait;
  exception when lock_not_available then
    return;
  end;
  perform from public.customer c
  where c.organization_id = p_organization and c.id = p_customer and app.is_purgeable(c, p_now, p_retention);
  if not found then
    return;
  end if;
  select count(*), count(*) filter (where not app.removed_at_google(t)) into trackings, still_deployed
  from public.tracking t where t.organization_id = p_organization and t.customer_id = p_customer;
  delete from public.sync_job j where j.organization_id = p_organization and j.customer_id = p_customer;
  delete from public.sync_run r where r.organization_id = p_organization and r.customer_id = p_customer;
  delete from public.oauth_state s where s.organization_id = p_organization and s.customer_id = p_customer;
  delete from public.tracking t where t.organization_id = p_organization and t.customer_id = p_customer;
  delete from public.customer c where c.organization_id = p_organization and c.id = p_customer;
  return next;
end $$;

-- One batch of one organization in one transaction; all zero: nothing is left to purge now. The batch is bounded by
-- p_limit, but for the trackings of its last customer. Locked rows are left for the next time.
--   still_deployed: how many of the trackings may still be deployed
--   oauth_states: those that expired more than a day ago; they hold encrypted grants
--   invitations: deleted or expired before the retention time
--   users, connections: deleted before the retention time, and nothing refers to them any more
create function app.purge(
  p_organization uuid, p_now timestamptz, p_retention interval, p_limit integer, p_request text
) returns table (
  trackings integer, still_deployed integer, customers integer, oauth_states integer, invitations integer,
  users integer, connections integer
)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_before timestamptz := p_now - p_retention;
  v_id uuid;
  v_key text;
  v_trackings integer;
  v_still_deployed integer;
begin
  -- 1. Open a session, so that the audit log says who removes what.
  perform app.open_session(p_organization, 'system', 'purge', p_request);
  customers := 0;
  users := 0;
  connections := 0;

  -- 2. Consents that expired.
  delete from public.oauth_state s where s.id in (
    select o.id from public.oauth_state o
    where o.organization_id = p_organization and o.expires_at < p_now - interval '1 day'
    limit p_limit for update skip locked);
  get diagnostics oauth_states = row_count;

  -- 3. Trackings deleted on their own, then customers with theirs.
  select p.trackings, p.still_deployed into trackings, still_deployed
  from app.purge_trackings(p_organization, p_now, p_retention, p_limit) p;

  for v_id in
    select c.id from public.customer c
    where c.organization_id = p_organization and c.deleted_at < v_before
      and app.is_purgeable(c, p_now, p_retention)
    order by c.deleted_at limit p_limit
    for update skip locked
  loop
    exit when trackings >= p_limit;
    select p.trackings, p.still_deployed into v_trackings, v_still_deployed
    from app.purge_customer(p_organization, v_id, p_now, p_retention) p;
    if found then
      customers := customers + 1;
      trackings := trackings + v_trackings;
      still_deployed := still_deployed + v_still_deployed;
    end if;
  end loop;

  -- 4. Invitations.
  delete from public.invitation i where i.id in (
    select d.id from public.invitation d
    where d.organization_id = p_organization and (d.deleted_at < v_before or d.expires_at < v_before)
    limit p_limit for update skip locked);
  get diagnostics invitations = row_count;

  -- 5. Members and connections that nothing refers to. PostgreSQL 18 raises restrict_violation where the ones before it
  --    raised foreign_key_violation.
  for v_id in
    select u.id from public.user_account u where u.organization_id = p_organization and u.deleted_at < v_before
    limit p_limit for update skip locked
  loop
    begin
      delete from public.user_account u where u.organization_id = p_organization and u.id = v_id;
      users := users + 1;
    exception when foreign_key_violation or restrict_violation then null;
    end;
  end loop;

  for v_key in
    select g.google_account_id from public.google_connection g
    where g.organization_id = p_organization and g.deleted_at < v_before
    limit p_limit for update skip locked
  loop
    begin
      delete from public.google_connection g
      where g.organization_id = p_organization and g.google_account_id = v_key;
      connections := connections + 1;
    exception when foreign_key_violation or restrict_violation then null;
    end;
  end loop;
  return next;
end $$;

-- The organizations in which something may have to be purged.
create function app.due_purges(p_now timestamptz, p_retention interval) returns setof uuid
language sql stable security definer set search_path = ''
begin atomic
  select t.organization_id from public.tracking t where t.deleted_at < p_now - p_retention
  union select c.organization_id from public.customer c where c.deleted_at < p_now - p_retention
  union select i.organization_id from public.invitation i
    where i.deleted_at < p_now - p_retention or i.expires_at < p_now - p_retention
  union select u.organization_id from public.user_account u where u.deleted_at < p_now - p_retention
  union select g.organization_id from public.google_connection g where g.deleted_at < p_now - p_retention
  union select s.organization_id from public.oauth_state s where s.expires_at < p_now - interval '1 day';
end;

grant execute on function
  app.purge(uuid, timestamptz, interval, integer, text),
  app.due_purges(timestamptz, interval)
to oct_system;
