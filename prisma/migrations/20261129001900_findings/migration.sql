-- Findings: what somebody should know or do. At most one is open for a code and a subject; a dismissed one is silent
-- until its data change or its time is over.

-- The form of a code is checked here; the closed set is in lib/model, so that another code needs no migration.
create table finding (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  customer_id uuid not null,
  tracking_id uuid,
  code text not null,
  severity text not null,
  subject text not null,
  data jsonb not null default '{}',
  status text not null generated always as (
    case when resolved_at is not null then 'resolved' when dismissed_at is not null then 'dismissed' else 'open' end) stored,
  opened_at timestamptz(3) not null default current_timestamp,
  resolved_at timestamptz(3),
  dismissed_at timestamptz(3),
  dismissed_by text,
  dismiss_reason text,
  dismissed_until timestamptz(3),
  dismissed_data jsonb,
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,

  constraint finding_pkey primary key (id),
  constraint finding_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update restrict,
  constraint finding_organization_id_customer_id_fkey foreign key (organization_id, customer_id)
    references customer (organization_id, id) on delete restrict on update restrict,
  constraint finding_organization_id_tracking_id_fkey foreign key (organization_id, tracking_id)
    references tracking (organization_id, id) on delete restrict on update restrict,
  constraint finding_code_check check (code ~ '^[a-z][a-z0-9._-]{0,63}$'),
  constraint finding_severity_check check (severity in ('hint', 'warning', 'error')),
  constraint finding_data_check check (jsonb_typeof(data) = 'object'),
  constraint finding_dismissed_check check (
    (dismissed_at is null) = (dismissed_by is null) and (dismissed_at is null) = (dismiss_reason is null)
    and (dismissed_at is null) = (dismissed_data is null) and (dismissed_at is not null or dismissed_until is null))
);
create unique index finding_open_key on finding (organization_id, customer_id, tracking_id, code, subject)
  nulls not distinct where resolved_at is null;
-- The lists.
create index finding_organization_id_opened_at_id_idx on finding (organization_id, opened_at, id);
create index finding_organization_id_status_opened_at_id_idx on finding (organization_id, status, opened_at, id);
create index finding_organization_id_status_severity_opened_at_id_idx
  on finding (organization_id, status, severity, opened_at, id);
create index finding_organization_id_status_code_opened_at_id_idx
  on finding (organization_id, status, code, opened_at, id);
create index finding_organization_id_customer_id_status_opened_at_id_idx
  on finding (organization_id, customer_id, status, opened_at, id);
create index finding_organization_id_tracking_id_status_opened_at_id_idx
  on finding (organization_id, tracking_id, status, opened_at, id);
-- app.maintain_findings, over all organizations.
create index finding_resolved_at_idx on finding (resolved_at) where resolved_at is not null;
create index finding_dismissed_until_idx on finding (dismissed_until)
  where dismissed_until is not null and resolved_at is null;

call app.protect('finding',
  p_insert => '{customer_id,tracking_id,code,severity,subject,data,opened_at,created_at,updated_at}',
  p_update => '{severity,data,resolved_at,dismissed_at,dismissed_by,dismiss_reason,dismissed_until,dismissed_data}');
create trigger forbid_deleted_organization after insert on finding
  referencing new table as added for each statement execute function app.forbid_deleted_organization();

-- On record is who dismissed what and when that ended; what opens and resolves is its own history.
call app.audit('finding', 'finding',
  p_ignored => '{customer_id,tracking_id,code,severity,subject,data,status,opened_at,resolved_at,dismissed_data,updated_at}');
drop trigger audit_other on finding;

-- As before, and knows the verbs of findings.
create or replace function app.audit_change() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_type text := tg_argv[0];
  v_ignored text[] := tg_argv[2]::text[] || '{id,organization_id,created_at}'::text[];
  v_personal text[] := tg_argv[3];
  v_secret text[] := tg_argv[4];
  v_old jsonb := to_jsonb(old) - v_ignored;
  v_new jsonb := to_jsonb(new) - v_ignored;
  v_row jsonb := to_jsonb(coalesce(new, old));
  v_organization uuid := v_row ->> case v_type when 'organization' then 'id' else 'organization_id' end;
  v_id text := v_row ->> tg_argv[1];
  v_subject text := v_type || ':' || v_id;
  v_verb text;
begin
  -- 1. That an organization was deleted is one entry, without one more for everything that was deleted with it.
  if tg_op = 'UPDATE' and v_type <> 'organization' and v_new ->> 'deletion_id' is not null and exists (
    select from public.organization o
    where o.id = v_organization and o.deletion_id = (v_new ->> 'deletion_id')::uuid)
  then
    return null;
  end if;

  -- 2. A purge forgets the personal values. The last row of an organization takes its log along.
  if tg_op = 'DELETE' then
    delete from app.audit_personal p where p.organization_id = v_organization and p.subject = v_subject;
    if v_type <> 'organization' then
      perform app.append_audit(v_organization, v_type || '.purge', v_type, v_id, null, null);
    end if;
    return null;
  end if;

  -- 3. A new row.
  if tg_op = 'INSERT' then
    perform app.append_audit(v_organization, v_type || '.create', v_type, v_id, null,
      app.redacted(v_organization, v_subject, v_new, v_personal, v_secret));
    return null;
  end if;

  -- 4. A change: the columns that differ. The service renews tokens all the time; a user who connects again is worth an
  --    entry.
  select jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, n.value) into v_old, v_new
  from jsonb_each(v_old) o join jsonb_each(v_new) n using (key) where o.value <> n.value;
  if v_new is null or (v_new - v_secret = '{}' and app.session() ->> 'kind' is distinct from 'user') then
    return null;
  end if;
  v_verb := case
    when v_type = 'syncRun' and v_new ? 'status' and v_new ->> 'status' <> 'QUEUED' then lower(v_new ->> 'status')
    when v_type = 'syncRun' and v_new ? 'kind' then lower(v_new ->> 'kind')
    when v_type = 'finding' then case when v_new -> 'dismissed_at' = 'null' then 'reopen' else 'dismiss' end
    when v_old -> 'deleted_at' = 'null' then 'delete'
    when v_new -> 'deleted_at' = 'null' then 'restore'
    else 'update' end;
  perform app.append_audit(v_organization, v_type || '.' || v_verb, v_type, v_id,
    app.redacted(v_organization, v_subject, v_old, v_personal, v_secret),
    app.redacted(v_organization, v_subject, v_new, v_personal, v_secret));
  return null;
end $$;

-- How many findings want a look: open ones but for hints, which tell limits that no work removes.
alter table customer add column open_findings integer not null default 0;
create index customer_open_findings_live_idx on customer (organization_id, open_findings, id) where deleted_at is null;
create index customer_deployment_live_idx on customer (organization_id, deployment_rank, id) where deleted_at is null;
call app.audit('customer', 'customer',
  p_ignored => '{updated_at,version,tracking_count,search_text,deployment_worst,deployment_rank,open_findings}');
create index tracking_deployment_created_live_idx on tracking (organization_id, deployment_state, created_at, id)
  where deleted_at is null;

create function app.wants_a_look(p_status text, p_severity text) returns integer
language sql immutable parallel safe set search_path = ''
return (p_status = 'open' and p_severity <> 'hint')::int;

-- Keeps customer.open_findings right, also of a deleted customer, whose findings are resolved with it.
create function app.count_findings() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    update public.customer c set open_findings = c.open_findings + change.delta
    from (
      select a.organization_id, a.customer_id, sum(app.wants_a_look(a.status, a.severity)) as delta
      from added a group by 1, 2) change
    where c.organization_id = change.organization_id and c.id = change.customer_id and change.delta <> 0;
  elsif tg_op = 'UPDATE' then
    update public.customer c set open_findings = c.open_findings + change.delta
    from (
      select a.organization_id, a.customer_id,
        sum(app.wants_a_look(a.status, a.severity) - app.wants_a_look(b.status, b.severity)) as delta
      from added a join removed b using (organization_id, id) group by 1, 2) change
    where c.organization_id = change.organization_id and c.id = change.customer_id and change.delta <> 0;
  else
    update public.customer c set open_findings = c.open_findings - change.delta
    from (
      select b.organization_id, b.customer_id, sum(app.wants_a_look(b.status, b.severity)) as delta
      from removed b group by 1, 2) change
    where c.organization_id = change.organization_id and c.id = change.customer_id and change.delta <> 0;
  end if;
  return null;
end $$;
create trigger count_inserted after insert on finding
  referencing new table as added for each statement execute function app.count_findings();
create trigger count_updated after update on finding
  referencing old table as removed new table as added for each statement execute function app.count_findings();
create trigger count_deleted after delete on finding
  referencing old table as removed for each statement execute function app.count_findings();

-- Soft delete, as before: the open findings of what is deleted are resolved.
create or replace function app.soft_delete_trackings(p_organization uuid, p_customer uuid, p_tracking uuid, p_deletion uuid)
returns uuid[]
language plpgsql volatile set search_path = '' as $$
declare
  v_hidden uuid[];
  v_deployed uuid[];
begin
  -- A statement of its own: the ones after it see what a run that held these rows has written.
  perform from public.tracking t
  where t.organization_id = p_organization and t.customer_id = p_customer and t.deleted_at is null
    and (p_tracking is null or t.id = p_tracking)
  order by t.id for no key update;

  with hidden as (
    update public.tracking t
    set deleted_at = clock_timestamp(), deletion_id = p_deletion, sync_status = case
        when t.sync_status = 'IN_PROGRESS' then 'IN_PROGRESS'
        when app.may_be_deployed(t) then 'PENDING'
        else 'SUCCESS' end
    where t.organization_id = p_organization and t.customer_id = p_customer and t.deleted_at is null
      and (p_tracking is null or t.id = p_tracking)
    returning t.id, app.may_be_deployed(t) as is_deployed
  )
  select array_agg(h.id), coalesce(array_agg(h.id) filter (where h.is_deployed), '{}')
  into v_hidden, v_deployed from hidden h;
  if v_hidden is null then
    return null;
  end if;

  update public.sync_job j set status = 'CANCELLED', finished_at = clock_timestamp()
  where j.organization_id = p_organization and j.status = 'QUEUED'
    and j.tracking_id = any (v_hidden) and j.tracking_id <> all (v_deployed);
  update public.finding f set resolved_at = clock_timestamp()
  where f.organization_id = p_organization and f.tracking_id = any (v_hidden) and f.resolved_at is null;
  return v_deployed;
end $$;

create or replace function app.soft_delete_customer(p_customer uuid) returns uuid[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_deletion uuid := app.uuid_v7();
begin
  update public.customer c set deleted_at = clock_timestamp(), deletion_id = v_deletion
  where c.organization_id = v_organization and c.id = p_customer and c.deleted_at is null;
  if not found then
    return null;
  end if;
  update public.finding f set resolved_at = clock_timestamp()
  where f.organization_id = v_organization and f.customer_id = p_customer and f.resolved_at is null;
  return coalesce(app.soft_delete_trackings(v_organization, p_customer, null, v_deletion), '{}');
end $$;

-- Purge, as before: findings and versions go with their tracking or customer.
create or replace function app.purge_trackings(p_organization uuid, p_now timestamptz, p_retention interval, p_limit integer)
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
  delete from public.finding f where f.organization_id = p_organization and f.tracking_id = any (v_purged);
  delete from public.tracking t where t.organization_id = p_organization and t.id = any (v_purged);
  return next;
end $$;

create or replace function app.purge_customer(p_organization uuid, p_customer uuid, p_now timestamptz, p_retention interval)
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
  delete from public.finding f where f.organization_id = p_organization and f.customer_id = p_customer;
  delete from public.container_version v where v.organization_id = p_organization and v.customer_id = p_customer;
  delete from public.oauth_state s where s.organization_id = p_organization and s.customer_id = p_customer;
  delete from public.tracking t where t.organization_id = p_organization and t.customer_id = p_customer;
  delete from public.customer c where c.organization_id = p_organization and c.id = p_customer;
  return next;
end $$;

-- One batch, over all organizations: ends dismissals whose time is over, removes findings that were resolved, and versions
-- that were last seen live, more than 400 days ago. The customer is locked first, as by all writers of findings.
create function app.maintain_findings(p_now timestamptz, p_limit integer)
returns table (reopened integer, findings integer, versions integer)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_before timestamptz := p_now - interval '400 days';
begin
  with due as materialized (
    select f.id from public.finding f
    join public.customer c on c.organization_id = f.organization_id and c.id = f.customer_id
    where f.dismissed_until <= p_now and f.resolved_at is null
    limit p_limit for no key update of c skip locked)
  update public.finding f
  set dismissed_at = null, dismissed_by = null, dismiss_reason = null, dismissed_until = null, dismissed_data = null
  where f.id in (select d.id from due d) and f.dismissed_until <= p_now;
  get diagnostics reopened = row_count;

  delete from public.finding f where f.id in (
    select r.id from public.finding r where r.resolved_at < v_before limit p_limit for update skip locked);
  get diagnostics findings = row_count;

  delete from public.container_version v
  where (v.organization_id, v.customer_id, v.container_path, v.version_id) in (
    select o.organization_id, o.customer_id, o.container_path, o.version_id from public.container_version o
    where o.seen_at < v_before limit p_limit for update skip locked);
  get diagnostics versions = row_count;
  return next;
end $$;
grant execute on function app.maintain_findings(timestamptz, integer) to oct_system;

-- Search, as before, with the filters and sorts that the list of customers has now.
drop function app.search_customers(text, text, boolean, text, text, text, uuid, integer);
create function app.search_customers(
  p_text text, p_status text, p_deployment smallint, p_has_findings boolean, p_deleted boolean, p_sort text, p_order text, p_after text, p_after_id uuid,
  p_take integer)
returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_pattern text := '%' || regexp_replace(app.search_key(p_text), '([\\%_])', '\\\1', 'g') || '%';
  v_type constant text := case p_sort when 'name' then 'text' when 'created_at' then 'timestamptz'
    when 'deployment_rank' then 'smallint' when 'open_findings' then 'integer' end;
  v_direction constant text := case p_order when 'asc' then 'asc' when 'desc' then 'desc' end;
  v_scope constant text :=
    'c.organization_id = $1 and c.deleted_at is ' || case when p_deleted then 'not null' else 'null' end;
  v_fits constant text := 'c.search_text like $2 and ($3::text is null or c.status = $3)'
    ' and ($7::smallint is null or c.deployment_rank = $7) and ($8::boolean is null or (c.open_findings > 0) = $8)';
  v_after constant text := format('($5::uuid is null or (c.%I, c.id) %s ($4::%s, $5))',
    p_sort, case v_direction when 'asc' then '>' else '<' end, v_type);
  v_sorted constant text := format('order by c.%1$I %2$s, c.id %2$s', p_sort, v_direction);
  v_ids uuid[];
begin
  -- 1. From the next 1000 of the list.
  execute format(
    'select array(
       select c.id
       from (select * from public.customer c where %s and %s %s limit 1000) c
       where %s %3$s limit $6)',
    v_scope, v_after, v_sorted, v_fits)
  into v_ids using v_organization, v_pattern, p_status, p_after, p_after_id, p_take, p_deployment, p_has_findings;
  -- 2. Where they do not fill the page: from the index of the text.
  if cardinality(v_ids) < p_take then
    execute format(
      'with found as materialized (select * from public.customer c where %s and %s)
       select array(select c.id from found c where %s %s limit $6)',
      v_scope, v_fits, v_after, v_sorted)
    into v_ids using v_organization, v_pattern, p_status, p_after, p_after_id, p_take, p_deployment, p_has_findings;
  end if;
  return query select * from unnest(v_ids);
end $$;

grant execute on function app.search_customers(
  text, text, smallint, boolean, boolean, text, text, text, uuid, integer) to oct_app;
