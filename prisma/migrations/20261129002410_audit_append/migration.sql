-- Entries of the audit log are collected as rows change, and appended by one call at the end of the transaction: a
-- transaction takes the head of its chain once, and can do so before COMMIT, where a time limit holds (SET CONSTRAINTS).

-- 1. What a transaction has collected. Nothing in it is ever committed: the entries are appended before, and taken out.

create unlogged table app.audit_pending (
  transaction_id xid8 not null default pg_current_xact_id(),
  position bigint not null generated always as identity,
  organization_id uuid not null,
  action text not null,
  target_type text not null,
  target_id text not null,
  before jsonb,
  after jsonb,
  actor_kind text,
  actor_id text,
  request_id text,
  constraint audit_pending_pkey primary key (transaction_id, position)
);
alter table app.audit_pending enable row level security, force row level security;
create policy owner_all on app.audit_pending for all to oct_owner using (true) with check (true);

-- Puts one entry on record. Who acted is the actor given, else that of the session with which the transaction ends.
create or replace function app.append_audit(
  p_organization uuid, p_action text, p_target_type text, p_target_id text, p_before jsonb, p_after jsonb,
  p_actor_kind text default null, p_actor_id text default null, p_request text default null)
returns void
language sql volatile set search_path = ''
begin atomic
  insert into app.audit_pending
    (organization_id, action, target_type, target_id, before, after, actor_kind, actor_id, request_id)
  values
    (p_organization, p_action, p_target_type, p_target_id, p_before, p_after, p_actor_kind, p_actor_id, p_request);
end;

-- 2. Appending

-- Fires for each collected entry, and works for the first: it takes all that the transaction has collected since.
create function app.append_audit_entries() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_batch constant integer := 10000;
  v_session jsonb := app.session();
  v_login text := session_user;
  v_login_kind text;
  v_organization uuid;
  v_own jsonb;
  v_position bigint;
  v_head app.audit_head;
  v_now timestamptz(3);
  v_entries public.audit_log[];
  v_entry public.audit_log;
begin
  if not exists (
    select from app.audit_pending p where p.transaction_id = new.transaction_id and p.position = new.position)
  then
    return null;
  end if;
  v_login_kind := case when exists (
    select from pg_catalog.pg_auth_members m join pg_catalog.pg_roles r on r.oid = m.member
    where m.roleid = 'oct_system'::regrole and r.rolname = v_login) then 'system' else 'database' end;

  -- 1. Chain by chain, in one order: two transactions never wait for each other.
  for v_organization in
    select distinct p.organization_id from app.audit_pending p
    where p.transaction_id = new.transaction_id and p.position >= new.position
    order by p.organization_id
  loop
    v_own := case when v_session ->> 'organization' = v_organization::text then v_session end;

    -- 2. Lock the chain; the first entry of an organization makes its head.
    select h.* into v_head from app.audit_head h where h.organization_id = v_organization for no key update;
    if not found then
      insert into app.audit_head (organization_id, sequence, hash)
      values (v_organization, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
      select h.* into v_head from app.audit_head h where h.organization_id = v_organization for no key update;
    end if;

    v_position := new.position - 1;
    loop
      -- 3. Take a batch: an array may hold 1 GB. Its time is taken under the lock, so that later entries have later ones.
      v_now := clock_timestamp();
      with taken as (
        delete from app.audit_pending d
        using (
          select p.position from app.audit_pending p
          where p.transaction_id = new.transaction_id and p.position > v_position
            and p.organization_id = v_organization
          order by p.position limit v_batch) b
        where d.transaction_id = new.transaction_id and d.position = b.position
        returning d.*
      )
      select max(t.position), array_agg(row(
          v_organization, null, v_now,
          coalesce(t.actor_kind, v_own ->> 'kind', v_login_kind), coalesce(t.actor_id, v_own ->> 'actor', v_login),
          coalesce(t.request_id, v_own ->> 'request'), t.action, t.target_type, t.target_id, t.before, t.after,
          null, null)::public.audit_log order by t.position)
      into v_position, v_entries from taken t;
      exit when v_entries is null;

      -- 4. Link each entry to the one before, and add them.
      for i in 1 .. cardinality(v_entries) loop
        v_entry := v_entries[i];
        v_entry.sequence := v_head.sequence + 1;
        v_entry.previous_hash := v_head.hash;
        v_entry.hash := app.audit_hash(v_entry);
        v_head.sequence := v_entry.sequence;
        v_head.hash := v_entry.hash;
        v_entries[i] := v_entry;
      end loop;
      insert into public.audit_log select e.* from unnest(v_entries) e;
    end loop;
    update app.audit_head h set sequence = v_head.sequence, hash = v_head.hash
    where h.organization_id = v_organization;
  end loop;
  return null;
end $$;

create constraint trigger append_audit_entries after insert on app.audit_pending deferrable initially deferred
  for each row execute function app.append_audit_entries();

drop trigger advance_audit_head on audit_log;
drop function app.advance_audit_head();

-- 3. Collecting: the triggers of the tables on record fire with the statement, and need not be deferred any more.

create or replace function app.audit_change() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_type text := tg_argv[0];
  v_row jsonb;
  v_organization uuid;
  v_ignored text[];
  v_personal text[];
  v_secret text[];
  v_id text;
  v_subject text;
  v_old jsonb;
  v_new jsonb;
  v_changed text[];
  v_verb text;
begin
  -- 1. That an organization was deleted is one entry, without one more for everything that was deleted with it. The last
  --    argument says whether the table has the column, so that this costs next to nothing.
  if tg_op = 'UPDATE' and tg_argv[5]::boolean then
    if new.deletion_id is not null and exists (
      select from public.organization o where o.id = new.organization_id and o.deletion_id = new.deletion_id)
    then
      return null;
    end if;
  end if;
  v_row := to_jsonb(coalesce(new, old));
  v_organization := v_row ->> case v_type when 'organization' then 'id' else 'organization_id' end;
  v_ignored := tg_argv[2]::text[] || '{id,organization_id,created_at}'::text[];
  v_personal := tg_argv[3];
  v_secret := tg_argv[4];
  v_id := v_row ->> tg_argv[1];
  v_subject := v_type || ':' || v_id;

  -- 2. A purge forgets the personal values. The last row of an organization takes its log along.
  if tg_op = 'DELETE' then
    delete from app.audit_personal p where p.organization_id = v_organization and p.subject = v_subject;
    if v_type = 'organization' then
      return null;
    end if;
    v_verb := 'purge';

  -- 3. A new row.
  elsif tg_op = 'INSERT' then
    select jsonb_object_agg(n.key, n.value) into v_new from jsonb_each(v_row - v_ignored) n where n.value <> 'null';
    v_verb := 'create';

  -- 4. A change: the columns that differ. The service renews tokens all the time; a user who connects again is worth an
  --    entry.
  else
    v_old := to_jsonb(old);
    select array_agg(n.key), jsonb_object_agg(n.key, v_old -> n.key) filter (where v_old -> n.key <> 'null'),
      jsonb_object_agg(n.key, n.value) filter (where n.value <> 'null')
    into v_changed, v_old, v_new
    from jsonb_each(v_row - v_ignored) n where n.value <> v_old -> n.key;
    if v_changed is null or (v_changed <@ v_secret and app.session() ->> 'kind' is distinct from 'user') then
      return null;
    end if;
    v_verb := case
      when v_type = 'syncRun' and 'status' = any (v_changed) and v_row ->> 'status' <> 'QUEUED' then lower(v_row ->> 'status')
      when v_type = 'syncRun' and 'kind' = any (v_changed) then lower(v_row ->> 'kind')
      when v_type = 'finding' then case when v_row ->> 'dismissed_at' is null then 'reopen' else 'dismiss' end
      when 'deleted_at' <> all (v_changed) then 'update'
      when v_row ->> 'deleted_at' is null then 'restore'
      when not coalesce(v_old ? 'deleted_at', false) then 'delete'
      else 'update' end;
  end if;

  -- 5. What the log may keep of it.
  if v_personal <> '{}' or v_secret <> '{}' then
    v_old := app.redacted(v_organization, v_subject, v_old, v_personal, v_secret);
    v_new := app.redacted(v_organization, v_subject, v_new, v_personal, v_secret);
  end if;
  insert into app.audit_pending (organization_id, action, target_type, target_id, before, after)
  values (v_organization, v_type || '.' || v_verb, v_type, v_id, v_old, v_new);
  return null;
end $$;

create or replace procedure app.audit(
  p_table regclass, p_type text, p_id text default 'id', p_ignored text[] default '{}',
  p_personal text[] default '{}', p_secret text[] default '{}')
language plpgsql set search_path = '' as $$
declare
  v_old text;
  v_new text;
  v_goes_with boolean;
begin
  select string_agg('old.' || quote_ident(attname), ', ' order by attnum),
    string_agg('new.' || quote_ident(attname), ', ' order by attnum) into v_old, v_new
  from pg_catalog.pg_attribute
  where attrelid = p_table and attnum > 0 and not attisdropped
    and attname <> all (p_ignored || '{id,organization_id,created_at}'::text[]);
  v_goes_with := p_type <> 'organization' and exists (
    select from pg_catalog.pg_attribute
    where attrelid = p_table and attname = 'deletion_id' and not attisdropped);
  execute format('drop trigger if exists audit_update on %s', p_table);
  execute format('drop trigger if exists audit_other on %s', p_table);
  execute format(
    'create trigger audit_update after update on %s for each row
     when ((%s) is distinct from (%s)) execute function app.audit_change(%L, %L, %L, %L, %L, %L)',
    p_table, v_old, v_new, p_type, p_id, p_ignored, p_personal, p_secret, v_goes_with);
  execute format(
    'create trigger audit_other after insert or delete on %s for each row
     execute function app.audit_change(%L, %L, %L, %L, %L)',
    p_table, p_type, p_id, p_ignored, p_personal, p_secret);
end $$;

-- Those that are there, whatever they ignore.
do $$
declare
  v_trigger record;
begin
  for v_trigger in
    select g.tgname, g.tgrelid::regclass as on_table, pg_catalog.pg_get_triggerdef(g.oid) as definition,
      g.tgrelid <> 'organization'::regclass and exists (
        select from pg_catalog.pg_attribute a
        where a.attrelid = g.tgrelid and a.attname = 'deletion_id' and not a.attisdropped) as goes_with
    from pg_catalog.pg_trigger g
    where g.tgfoid = 'app.audit_change()'::regprocedure and g.tgdeferrable
  loop
    execute format('drop trigger %I on %s', v_trigger.tgname, v_trigger.on_table);
    execute replace(replace(regexp_replace(v_trigger.definition, '\)$', format(', %L)', v_trigger.goes_with)),
      'CREATE CONSTRAINT TRIGGER', 'CREATE TRIGGER'), ' DEFERRABLE INITIALLY DEFERRED', '');
  end loop;
end $$;

-- 4. Deleting an organization

-- Hides the session's organization with everything in it.
create or replace function app.soft_delete_organization(p_name text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_deletion uuid := app.uuid_v7();
  v_now timestamptz := clock_timestamp();
  v_acting text;
  v_run uuid;
  v_grants jsonb;
  v_deployed bigint;
begin
  -- 1. May this user do it, and is it the organization they mean?
  v_acting := app.lock_members();
  if v_acting is null then
    return jsonb_build_object('outcome', 'not_a_member');
  elsif v_acting <> 'ADMIN' then
    return jsonb_build_object('outcome', 'role');
  end if;

  -- 2. Lock it. That waits for everything that has written a row here (each holds a key share of the organization by its
  --    foreign key); what comes later is stopped by app.forbid_deleted_organization.
  perform from public.organization o where o.id = v_organization for update;
  perform from public.organization o where o.id = v_organization and o.name = p_name;
  if not found then
    return jsonb_build_object('outcome', 'name');
  end if;

  -- 3. Cancel the runs, unless one is at work. One that was postponed (for quota, for Google) is due later, and no
  --    process is at work on it.
  perform from public.sync_run r
  where r.organization_id = v_organization and r.status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH')
  order by r.id for no key update;
  select r.id into v_run from public.sync_run r
  where r.organization_id = v_organization and r.status = 'RUNNING'
    and r.run_at <= clock_timestamp() and r.lease_until > clock_timestamp()
  limit 1;
  if found then
    return jsonb_build_object('outcome', 'busy', 'runId', v_run);
  end if;
  update public.sync_run r set status = 'CANCELLED', finished_at = v_now, error_code = null, error_message = null
  where r.organization_id = v_organization and r.status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH');

  -- 4. Delete the organization itself first: what follows is on record as this one entry.
  update public.organization o set deleted_at = v_now, deletion_id = v_deletion where o.id = v_organization;

  -- 5. Wipe the grants and the pending consents.
  perform from public.google_connection g where g.organization_id = v_organization
  order by g.google_account_id for no key update;
  select coalesce(jsonb_agg(jsonb_build_object(
      'googleAccountId', g.google_account_id, 'email', g.email, 'refreshToken', g.refresh_token)
    order by g.google_account_id), '[]')
  into v_grants
  from public.google_connection g
  where g.organization_id = v_organization and g.deleted_at is null and g.refresh_token is not null;
  update public.google_connection g
  set status = 'DISCONNECTED', error_code = null, access_token = null, refresh_token = null, token_expires_at = null,
    refresh_due_at = null, token_version = g.token_version + 1, lease_owner = null, lease_until = null,
    deleted_at = v_now, deletion_id = v_deletion
  where g.organization_id = v_organization and g.deleted_at is null;
  update public.oauth_state s set pending_grant = null, expires_at = least(s.expires_at, v_now)
  where s.organization_id = v_organization and s.completed_at is null;

  -- 6. Delete customers and trackings, and cancel the jobs.
  update public.customer c
  set deleted_at = v_now, deletion_id = v_deletion,
    status = case when c.status = 'INACTIVE' then 'INACTIVE' else 'ACTIVE' end
  where c.organization_id = v_organization and c.deleted_at is null;
  with hidden as (
    update public.tracking t
    set deleted_at = v_now, deletion_id = v_deletion,
      sync_status = case when t.sync_status in ('IN_PROGRESS', 'AWAITING_PUBLISH') then 'PENDING' else t.sync_status end
    where t.organization_id = v_organization and t.deleted_at is null
    returning t.gtm_tag_id)
  select count(h.gtm_tag_id) into v_deployed from hidden h;
  update public.sync_job j set status = 'CANCELLED', finished_at = v_now
  where j.organization_id = v_organization and j.status in ('QUEUED', 'RUNNING');

  -- 7. Delete invitations and members.
  update public.invitation i set deleted_at = v_now, deletion_id = v_deletion
  where i.organization_id = v_organization and i.deleted_at is null;
  update public.user_account u set deleted_at = v_now, deletion_id = v_deletion, tokens_valid_after = v_now
  where u.organization_id = v_organization and u.deleted_at is null;
  return jsonb_build_object('outcome', 'done', 'deployed', v_deployed, 'grants', v_grants);
end $$;

call app.hide_from_planner('app.audit_pending');
