-- The history of a customer: which version was seen live, since when and through whom, and what of ours it changed; and what
-- runs have changed in Google Ads. Of other people's objects numbers only.

-- Who asked for a run: a member or an API key. Nobody did where an edit, the schedule or the service has queued it.
alter table sync_run
  add column requester_kind text,
  add column requester_id uuid,
  add constraint sync_run_requester_check check (
    requester_kind in ('user', 'key') and requester_id is not null or requester_kind is null and requester_id is null);
call app.hide_from_planner('sync_run');
drop trigger audit_update on sync_run;
create trigger audit_update after update on sync_run for each row
when (not new.background
  and (old.kind <> new.kind or old.status <> new.status and new.status not in ('QUEUED', 'RUNNING')
    or new.kind = 'REPAIR' and old.request <> new.request))
execute function app.audit_change('syncRun', 'id',
  '{customer_id,container_path,checkpoint,workspace_path,error_message,attempts,run_at,lease_owner,lease_until,fence,claimed_at,finished_at,updated_at,plan,background,repair,requester_kind,requester_id}',
  '{}', '{}', 'f');

-- 1. The session knows who asks. One that already waits for whoever asked first keeps that; a publication is the ADMIN's.
create function app.record_requester() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_session jsonb := app.session();
begin
  if v_session ->> 'kind' in ('user', 'key') then
    new.requester_kind := v_session ->> 'kind';
    new.requester_id := v_session ->> 'actor';
  end if;
  return new;
end $$;
create trigger record_requester before insert on sync_run for each row
when (new.kind <> 'SYNC' or new.mode <> 'edit')
execute function app.record_requester();
create trigger record_new_requester before update of kind, mode on sync_run for each row
when (new.kind <> old.kind or new.mode <> old.mode and old.mode = 'edit')
execute function app.record_requester();

-- 2. `publication` counts what was seen live in a container, so that concurrent sightings make one row. `snapshot` is what
--    the next version is compared with, and kept for the newest one only: digests of objects, and fields of ours.
--    `changes` is null where it is not known what was changed.
create table history_entry (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  customer_id uuid not null,
  run_id uuid,
  kind text not null,
  origin text not null,
  container_path text not null,
  publication integer,
  version_id text,
  previous_version_id text,
  made_at timestamptz(3),
  changes jsonb,
  snapshot jsonb,
  created_at timestamptz(3) not null default current_timestamp,

  constraint history_entry_pkey primary key (id),
  constraint history_entry_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update restrict,
  constraint history_entry_organization_id_customer_id_fkey foreign key (organization_id, customer_id)
    references customer (organization_id, id) on delete restrict on update restrict,
  constraint history_entry_organization_id_run_id_fkey foreign key (organization_id, run_id)
    references sync_run (organization_id, id) on delete restrict on update restrict,
  constraint history_entry_kind_check check (kind in ('FIRST_SEEN', 'PUBLISHED', 'ROLLED_BACK', 'ACTIONS_CHANGED')),
  constraint history_entry_origin_check check (origin in ('OURS', 'TAG_MANAGER')),
  constraint history_entry_publication_check check (
    (kind = 'ACTIONS_CHANGED') = (publication is null) and (publication is null) = (version_id is null)),
  constraint history_entry_changes_check check (jsonb_typeof(changes) = 'array')
);
create unique index history_entry_publication_key
  on history_entry (organization_id, customer_id, container_path, publication);
create unique index history_entry_actions_key on history_entry (organization_id, run_id) where kind = 'ACTIONS_CHANGED';
create index history_entry_organization_id_customer_id_created_at_id_idx
  on history_entry (organization_id, customer_id, created_at, id);
create index history_entry_organization_id_run_id_idx on history_entry (organization_id, run_id);
-- app.purge_history, over all organizations.
create index history_entry_created_at_idx on history_entry (created_at) where snapshot is null;

call app.protect('history_entry',
  p_insert => '{customer_id,run_id,kind,origin,container_path,publication,version_id,previous_version_id,made_at,changes,snapshot,created_at}',
  p_update => '{snapshot}');
create trigger forbid_deleted_organization after insert on history_entry
  referencing new table as added for each statement execute function app.forbid_deleted_organization();

-- 3. What was seen live before, without details.
insert into history_entry (organization_id, customer_id, kind, origin, container_path, publication, version_id,
  previous_version_id, created_at)
select v.organization_id, v.customer_id,
  case when v.place = 1 then 'FIRST_SEEN' else 'PUBLISHED' end, case when r.id is null then 'TAG_MANAGER' else 'OURS' end,
  v.container_path, v.place, v.version_id, v.before, v.created_at
from (
  select o.*, row_number() over seen as place, lag(o.version_id) over seen as before
  from container_version o
  window seen as (
    partition by o.organization_id, o.customer_id, o.container_path order by o.created_at, o.version_id)) v
left join lateral (
  select s.id from sync_run s
  where s.organization_id = v.organization_id and s.customer_id = v.customer_id and s.container_path = v.container_path
    and s.version_id = v.version_id and s.checkpoint ->> 'published' = 'true'
  limit 1) r on true;

-- 4. A container keeps its newest 5,000 publications.
create function app.cap_history() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
begin
  delete from public.history_entry h
  where h.organization_id = new.organization_id and h.customer_id = new.customer_id
    and h.container_path = new.container_path and h.publication <= new.publication - 5000;
  return null;
end $$;
create trigger cap_history after insert on history_entry for each row
when (new.publication > 5000) execute function app.cap_history();

-- 5. One batch, over all organizations: removes what is older than 400 days, but for what is compared with next.
create function app.purge_history(p_now timestamptz, p_limit integer) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_purged integer;
begin
  delete from public.history_entry h where h.id in (
    select o.id from public.history_entry o
    where o.created_at < p_now - interval '400 days' and o.snapshot is null
    limit p_limit for update skip locked);
  get diagnostics v_purged = row_count;
  return v_purged;
end $$;
grant execute on function app.purge_history(timestamptz, integer) to oct_system;

-- 6. As before, with the history, which names runs.
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
  delete from public.history_entry h where h.organization_id = p_organization and h.customer_id = p_customer;
  delete from public.sync_job j where j.organization_id = p_organization and j.customer_id = p_customer;
  delete from public.sync_run r where r.organization_id = p_organization and r.customer_id = p_customer;
  delete from public.finding f where f.organization_id = p_organization and f.customer_id = p_customer;
  delete from public.container_version v where v.organization_id = p_organization and v.customer_id = p_customer;
  delete from public.oauth_state s where s.organization_id = p_organization and s.customer_id = p_customer;
  delete from public.tracking t where t.organization_id = p_organization and t.customer_id = p_customer;
  delete from public.customer c where c.organization_id = p_organization and c.id = p_customer;
  return next;
end $$;
