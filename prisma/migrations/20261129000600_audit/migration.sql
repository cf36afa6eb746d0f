-- The audit log: one hash chain an organization, written by deferred triggers when a transaction commits, so that a
-- change and its entry are committed together or not at all. Only the owner's functions can write it.

-- 1. Tables

create table audit_log (
  organization_id uuid not null,
  sequence integer not null,
  occurred_at timestamptz(3) not null,
  actor_kind text not null,
  actor_id text not null,
  request_id text,
  action text not null,
  target_type text not null,
  target_id text not null,
  before jsonb,
  after jsonb,
  previous_hash bytea not null,
  hash bytea not null,

  constraint audit_log_pkey primary key (organization_id, sequence),
  constraint audit_log_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update restrict,
  constraint audit_log_actor_kind_check check (actor_kind in ('user', 'run', 'refresh', 'system', 'database')),
  constraint audit_log_sequence_check check (sequence > 0),
  constraint audit_log_hash_check check (octet_length(hash) = 32 and octet_length(previous_hash) = 32)
);
-- The filters of the list.
create index audit_log_organization_id_target_id_sequence_idx on audit_log (organization_id, target_id, sequence);
create index audit_log_organization_id_target_type_sequence_idx on audit_log (organization_id, target_type, sequence);
create index audit_log_organization_id_actor_id_sequence_idx on audit_log (organization_id, actor_id, sequence);
create index audit_log_organization_id_action_sequence_idx on audit_log (organization_id, action, sequence);
create index audit_log_organization_id_occurred_at_idx on audit_log (organization_id, occurred_at);
call app.protect('audit_log');

-- Where each chain ends. Its row is locked while a transaction appends to the chain, which orders the entries.
create table app.audit_head (
  organization_id uuid not null,
  sequence integer not null,
  hash bytea not null,
  constraint audit_head_pkey primary key (organization_id),
  constraint audit_head_organization_id_fkey foreign key (organization_id) references public.organization (id)
    on delete restrict on update restrict
);

-- The personal values behind the commitments in the log, with the salts that tie them to the chain. Deleting a row
-- forgets the value; the chain, which holds the commitment only, stays whole.
create table app.audit_personal (
  organization_id uuid not null,
  commitment text not null,
  subject text not null,
  salt bytea not null,
  value text not null,
  constraint audit_personal_pkey primary key (organization_id, commitment),
  constraint audit_personal_organization_id_fkey foreign key (organization_id) references public.organization (id)
    on delete restrict on update restrict
);
create index audit_personal_subject_idx on app.audit_personal (organization_id, subject);

-- Signed by the service with a key that the database does not have: rewriting a chain does not yield a signature.
create table app.audit_checkpoint (
  organization_id uuid not null,
  sequence integer not null,
  hash bytea not null,
  signed_at timestamptz(3) not null,
  signature bytea not null,
  constraint audit_checkpoint_pkey primary key (organization_id, sequence),
  constraint audit_checkpoint_organization_id_fkey foreign key (organization_id) references public.organization (id)
    on delete restrict on update restrict
);

-- Denied attempts, counted by the hour: the first of each is in the log at once, the rest as one sum.
create table app.denied_attempt (
  organization_id uuid not null,
  user_id uuid not null,
  operation text not null,
  reason text not null check (reason in ('not_a_member', 'role', 'signed_out')),
  hour timestamptz not null,
  attempts integer not null default 1,
  last_at timestamptz(3) not null default clock_timestamp(),
  constraint denied_attempt_pkey primary key (organization_id, user_id, operation, reason, hour),
  constraint denied_attempt_organization_id_fkey foreign key (organization_id) references public.organization (id)
    on delete restrict on update restrict
);
create index denied_attempt_hour_idx on app.denied_attempt (hour);

do $$
declare
  v_table regclass;
begin
  foreach v_table in array
    array['app.audit_head', 'app.audit_personal', 'app.audit_checkpoint', 'app.denied_attempt']::regclass[]
  loop
    execute format('alter table %s enable row level security, force row level security', v_table);
    execute format('create policy owner_all on %s for all to oct_owner using (true) with check (true)', v_table);
  end loop;
end $$;

-- 2. Appending

-- The text that is hashed: every column but the hashes, as PostgreSQL writes a JSON array. Functions that take a row have
-- their body as a string: of one in standard SQL, PostgreSQL records that it depends on the row type, and (since 15.20)
-- refuses whatever rewrites the table: another type, a column with a default.
create function app.audit_text(p_entry public.audit_log) returns text
language sql stable parallel safe set search_path = '' as $$
select jsonb_build_array(
  p_entry.organization_id, p_entry.sequence,
  to_char(p_entry.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  p_entry.actor_kind, p_entry.actor_id, p_entry.request_id, p_entry.action, p_entry.target_type, p_entry.target_id,
  p_entry.before, p_entry.after)::text$$;

create function app.audit_hash(p_entry public.audit_log) returns bytea
language sql stable parallel safe set search_path = '' as $$
select sha256(p_entry.previous_hash || convert_to(app.audit_text(p_entry), 'UTF8'))$$;

-- Appends one entry. The actor: the one given, else the one of this transaction's session, else the login: the service
-- itself ('system') or a person at the database ('database').
create function app.append_audit(
  p_organization uuid, p_action text, p_target_type text, p_target_id text, p_before jsonb, p_after jsonb,
  p_actor_kind text default null, p_actor_id text default null, p_request text default null)
returns void
language plpgsql volatile set search_path = '' as $$
declare
  v_session jsonb := app.session();
  v_row public.audit_log;
  v_login text := session_user;
begin
  -- 1. What happened, and who acted.
  if v_session ->> 'organization' is distinct from p_organization::text then
    v_session := null;
  end if;
  v_row.organization_id := p_organization;
  v_row.actor_kind := coalesce(p_actor_kind, v_session ->> 'kind', case when exists (
    select from pg_catalog.pg_auth_members m
    where m.roleid = 'oct_system'::regrole and m.member = v_login::regrole) then 'system' else 'database' end);
  v_row.actor_id := coalesce(p_actor_id, v_session ->> 'actor', v_login);
  v_row.request_id := coalesce(p_request, v_session ->> 'request');
  v_row.action := p_action;
  v_row.target_type := p_target_type;
  v_row.target_id := p_target_id;
  v_row.before := p_before;
  v_row.after := p_after;

  -- 2. Lock the chain; the first entry of an organization makes its head.
  perform from app.audit_head h where h.organization_id = p_organization for no key update;
  if not found then
    insert into app.audit_head (organization_id, sequence, hash) values (p_organization, 0, decode(repeat('00', 32), 'hex'))
    on conflict do nothing;
    perform from app.audit_head h where h.organization_id = p_organization for no key update;
  end if;

  -- 3. Link the entry to the last one. Its time is taken under the lock, so that later entries have later times.
  select a.sequence, a.hash into v_row.sequence, v_row.previous_hash
  from public.audit_log a where a.organization_id = p_organization order by a.sequence desc limit 1;
  v_row.sequence := coalesce(v_row.sequence, 0) + 1;
  v_row.previous_hash := coalesce(v_row.previous_hash, decode(repeat('00', 32), 'hex'));
  v_row.occurred_at := clock_timestamp();
  v_row.hash := app.audit_hash(v_row);
  insert into public.audit_log select v_row.*;
end $$;

-- Moves the end of the chain once for all entries of a transaction: these triggers are queued behind those that append,
-- so the first of them already sees the last entry. Moving it with each entry would cost the square of their number.
create function app.advance_audit_head() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
begin
  update app.audit_head h set sequence = a.sequence, hash = a.hash
  from (
    select l.sequence, l.hash from public.audit_log l
    where l.organization_id = new.organization_id order by l.sequence desc limit 1) a
  where h.organization_id = new.organization_id and h.sequence < new.sequence;
  return null;
end $$;

create constraint trigger advance_audit_head after insert on audit_log deferrable initially deferred
  for each row execute function app.advance_audit_head();

-- Entries are never changed, not even by the owner in passing. They go with their organization, when it is purged.
create function app.keep_audit_entry() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' and exists (
    select from public.organization o where o.id = old.organization_id and o.deleted_at is not null)
  then
    return old;
  end if;
  raise exception 'entries of the audit log are never changed' using errcode = '42501';
end $$;

create trigger keep_audit_entry before update or delete on audit_log for each row execute function app.keep_audit_entry();
create trigger keep_audit_entries before truncate on audit_log for each statement execute function app.keep_audit_entry();

-- 3. Changes of rows

-- A commitment in the place of a personal value (a salted hash); the value itself goes where it can be deleted.
create function app.commit_personal(p_organization uuid, p_subject text, p_value text) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  v_salt bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
  v_commitment text := encode(sha256(v_salt || convert_to(p_value, 'UTF8')), 'hex');
begin
  insert into app.audit_personal (organization_id, commitment, subject, salt, value)
  values (p_organization, v_commitment, p_subject, v_salt, p_value);
  return jsonb_build_object('commitment', v_commitment);
end $$;

-- What the log keeps of some columns: of secrets only that they are set, of personal values commitments, nothing for null.
create function app.redacted(p_organization uuid, p_subject text, p_row jsonb, p_personal text[], p_secret text[])
returns jsonb
language sql volatile set search_path = ''
return (
  select jsonb_object_agg(c.key, case
    when c.key = any (p_secret) then '"[redacted]"'::jsonb
    when c.key = any (p_personal) then app.commit_personal(p_organization, p_subject, c.value #>> '{}')
    else c.value end)
  from jsonb_each(p_row) c where c.value <> 'null');

-- Trigger of every table whose changes are on record. Arguments: type of the target, the column of its id, columns that
-- are ignored, personal ones, secret ones (see app.audit).
create function app.audit_change() returns trigger
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
    when v_old -> 'deleted_at' = 'null' then 'delete'
    when v_new -> 'deleted_at' = 'null' then 'restore'
    else 'update' end;
  perform app.append_audit(v_organization, v_type || '.' || v_verb, v_type, v_id,
    app.redacted(v_organization, v_subject, v_old, v_personal, v_secret),
    app.redacted(v_organization, v_subject, v_new, v_personal, v_secret));
  return null;
end $$;

-- Puts a table on record. Call it again after a column was added: an update is looked at only where a column changed
-- that is not ignored (the WHEN condition costs nothing; a queued trigger would).
--   p_type    the target's type in the log and the stem of its actions
--   p_id      the column of its id
--   p_ignored columns that hold the service's own bookkeeping, and change without a user's action
create procedure app.audit(
  p_table regclass, p_type text, p_id text default 'id', p_ignored text[] default '{}',
  p_personal text[] default '{}', p_secret text[] default '{}')
language plpgsql set search_path = '' as $$
declare
  v_old text;
  v_new text;
begin
  select string_agg('old.' || quote_ident(attname), ', ' order by attnum),
    string_agg('new.' || quote_ident(attname), ', ' order by attnum) into v_old, v_new
  from pg_catalog.pg_attribute
  where attrelid = p_table and attnum > 0 and not attisdropped
    and attname <> all (p_ignored || '{id,organization_id,created_at}'::text[]);
  execute format('drop trigger if exists audit_update on %s', p_table);
  execute format('drop trigger if exists audit_other on %s', p_table);
  execute format(
    'create constraint trigger audit_update after update on %s deferrable initially deferred for each row
     when ((%s) is distinct from (%s)) execute function app.audit_change(%L, %L, %L, %L, %L)',
    p_table, v_old, v_new, p_type, p_id, p_ignored, p_personal, p_secret);
  execute format(
    'create constraint trigger audit_other after insert or delete on %s deferrable initially deferred for each row
     execute function app.audit_change(%L, %L, %L, %L, %L)',
    p_table, p_type, p_id, p_ignored, p_personal, p_secret);
end $$;

call app.audit('organization', 'organization', p_ignored => '{updated_at,version}');
call app.audit('user_account', 'member', p_ignored => '{updated_at}', p_personal => '{email,firebase_uid}');
call app.audit('customer', 'customer', p_ignored => '{updated_at,version,tracking_count,search_text}');
call app.audit('google_connection', 'connection', 'google_account_id',
  p_ignored => '{updated_at,token_expires_at,token_version,last_refreshed_at,refresh_failures,refresh_due_at,lease_owner,lease_until,fence}',
  p_personal => '{email}', p_secret => '{access_token,refresh_token}');
call app.audit('tracking', 'tracking',
  p_ignored => '{updated_at,version,synced_version,sync_status,sync_error_code,sync_error_message,last_synced_at}');

-- A run is a ledger of its own; on record is what it was asked for and how it ended.
create constraint trigger audit_update after update on sync_run deferrable initially deferred for each row
  when (old.kind <> new.kind or old.status <> new.status and new.status not in ('QUEUED', 'RUNNING'))
  execute function app.audit_change('syncRun', 'id',
    '{customer_id,container_path,checkpoint,workspace_path,error_message,attempts,run_at,lease_owner,lease_until,fence,claimed_at,finished_at,updated_at}',
    '{}', '{}');

-- 4. Events and denials

-- An action that leaves no row behind. A closed set, so that nothing else can be made up.
create function app.record_event(p_action text, p_details jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
begin
  if p_action <> 'auditLog.export' then
    raise exception 'not an event: %', p_action using errcode = '22023';
  end if;
  perform app.append_audit(v_organization, p_action, split_part(p_action, '.', 1), v_organization::text, null, p_details);
end $$;

-- A member, or a former one, was denied access.
create function app.record_denial(p_organization uuid, p_user uuid, p_operation text, p_reason text, p_request text)
returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_attempts integer;
begin
  if not exists (select from public.user_account u where u.organization_id = p_organization and u.id = p_user) then
    return;
  end if;
  insert into app.denied_attempt as r (organization_id, user_id, operation, reason, hour)
  values (p_organization, p_user, p_operation, p_reason, date_trunc('hour', clock_timestamp(), 'UTC'))
  on conflict (organization_id, user_id, operation, reason, hour)
  do update set attempts = r.attempts + 1, last_at = clock_timestamp()
  returning attempts into v_attempts;
  if v_attempts = 1 then
    perform app.append_audit(p_organization, 'access.deny', 'operation', p_operation, null,
      jsonb_build_object('reason', p_reason), 'user', p_user::text, p_request);
  end if;
end $$;

-- Puts the sums of hours that have ended on record, one organization's at a time in one order, and forgets the counts.
create function app.sum_denials(p_before timestamptz, p_limit integer) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_row app.denied_attempt;
  v_rows integer := 0;
begin
  for v_row in
    delete from app.denied_attempt r where (r.organization_id, r.user_id, r.operation, r.reason, r.hour) in (
      select d.organization_id, d.user_id, d.operation, d.reason, d.hour from app.denied_attempt d
      where d.hour + interval '1 hour' <= p_before
        and d.organization_id = (
          select min(o.organization_id::text)::uuid from app.denied_attempt o where o.hour + interval '1 hour' <= p_before)
      order by d.hour limit p_limit for update skip locked)
    returning r.*
  loop
    v_rows := v_rows + 1;
    if v_row.attempts > 1 then
      perform app.append_audit(v_row.organization_id, 'access.deny', 'operation', v_row.operation, null,
        jsonb_build_object('reason', v_row.reason, 'attempts', v_row.attempts, 'hour', v_row.hour, 'last_at', v_row.last_at),
        'user', v_row.user_id::text);
    end if;
  end loop;
  return v_rows;
end $$;

-- 5. Verification

-- Checks the chain of one organization after an entry (0 and the zero hash: from the start), p_limit entries at most.
-- Returns how far it holds; where it breaks, the first entry that does not fit and why.
create function app.check_chain(p_organization uuid, p_after integer, p_hash bytea, p_limit integer)
returns table (sequence integer, hash bytea, occurred_at timestamptz, broken_at integer, reason text)
language sql stable security definer set search_path = ''
begin atomic
  with part as (
    select a.sequence, a.hash, a.occurred_at, app.audit_hash(a) as right_hash, a.previous_hash,
      lag(a.sequence, 1, p_after) over w as before, lag(a.hash, 1, p_hash) over w as before_hash
    from public.audit_log a
    where a.organization_id = p_organization and a.sequence > p_after
    window w as (order by a.sequence)
    order by a.sequence limit p_limit
  ), break as (
    select p.before, p.before_hash,
      case when p.sequence <> p.before + 1 then p.before + 1 else p.sequence end as broken_at,
      case
        when p.sequence <> p.before + 1 then 'missing'
        when p.previous_hash <> p.before_hash then 'not_linked'
        else 'changed' end as reason
    from part p
    where p.sequence <> p.before + 1 or p.previous_hash <> p.before_hash or p.hash <> p.right_hash
    order by p.sequence limit 1
  )
  select b.before, b.before_hash, null::timestamptz, b.broken_at, b.reason from break b
  union all
  (select p.sequence, p.hash, p.occurred_at, null, null from part p
   where not exists (select from break) order by p.sequence desc limit 1);
end;

-- The same for the organization of the session.
create function app.check_own_chain(p_after integer, p_hash bytea, p_limit integer)
returns table (sequence integer, hash bytea, occurred_at timestamptz, broken_at integer, reason text)
language sql stable security definer set search_path = ''
begin atomic
  select * from app.check_chain(app.require_org(), p_after, p_hash, p_limit);
end;

-- Where the chain of the session's organization should end.
create function app.own_audit_head() returns table (sequence integer, hash bytea)
language sql stable security definer set search_path = ''
begin atomic
  select h.sequence, h.hash from app.audit_head h where h.organization_id = app.require_org();
end;

-- The signed points of that chain, newest first, each with the hash of the entry that is there now.
create function app.own_checkpoints(p_limit integer)
returns table (sequence integer, hash bytea, signed_at timestamptz, signature bytea, current_hash bytea)
language sql stable security definer set search_path = ''
begin atomic
  select c.sequence, c.hash, c.signed_at, c.signature, a.hash
  from app.audit_checkpoint c
  left join public.audit_log a on a.organization_id = c.organization_id and a.sequence = c.sequence
  where c.organization_id = app.require_org()
  order by c.sequence desc limit p_limit;
end;

-- The personal values behind commitments of the session's organization, those that are not forgotten.
create function app.own_personal(p_commitments text[]) returns table (commitment text, value text)
language sql stable security definer set search_path = ''
begin atomic
  select p.commitment, p.value from app.audit_personal p
  where p.organization_id = app.require_org() and p.commitment = any (p_commitments);
end;

-- Whether each personal value that is kept is the one committed to; returns the first entry that shows another.
create function app.changed_personal() returns integer
language sql stable security definer set search_path = ''
begin atomic
  with changed as materialized (
    select p.organization_id, p.subject, p.commitment from app.audit_personal p
    where p.organization_id = app.require_org()
      and p.commitment <> encode(sha256(p.salt || convert_to(p.value, 'UTF8')), 'hex'))
  select min(a.sequence) from changed c
  join public.audit_log a on a.organization_id = c.organization_id
    and a.target_id = substr(c.subject, strpos(c.subject, ':') + 1)
    and jsonb_build_array(a.before, a.after)::text like '%' || c.commitment || '%';
end;

-- Chains that have grown since their last checkpoint, longest unsigned first: how the service finds what to sign.
create function app.unsigned_chains(p_limit integer)
returns table (organization_id uuid, sequence integer, checkpoint integer, checkpoint_hash bytea, signed_at timestamptz,
  signature bytea, current_hash bytea)
language sql stable security definer set search_path = ''
begin atomic
  select h.organization_id, h.sequence, coalesce(c.sequence, 0), coalesce(c.hash, decode(repeat('00', 32), 'hex')),
    c.signed_at, c.signature, a.hash
  from app.audit_head h
  left join lateral (
    select k.* from app.audit_checkpoint k where k.organization_id = h.organization_id
    order by k.sequence desc limit 1) c on true
  left join public.audit_log a on a.organization_id = h.organization_id and a.sequence = c.sequence
  where h.sequence > coalesce(c.sequence, 0)
  order by c.signed_at nulls first limit p_limit;
end;

create function app.add_checkpoint(
  p_organization uuid, p_sequence integer, p_hash bytea, p_signed_at timestamptz, p_signature bytea) returns boolean
language sql volatile security definer set search_path = ''
begin atomic
  with added as (
    insert into app.audit_checkpoint (organization_id, sequence, hash, signed_at, signature)
    select a.organization_id, a.sequence, a.hash, p_signed_at, p_signature from public.audit_log a
    where a.organization_id = p_organization and a.sequence = p_sequence and a.hash = p_hash
    on conflict do nothing returning 1)
  select exists (select from added);
end;

grant execute on function
  app.audit_text(public.audit_log),
  app.record_event(text, jsonb),
  app.record_denial(uuid, uuid, text, text, text),
  app.check_own_chain(integer, bytea, integer),
  app.own_audit_head(),
  app.own_checkpoints(integer),
  app.own_personal(text[]),
  app.changed_personal()
to oct_app;
grant execute on function
  app.sum_denials(timestamptz, integer),
  app.check_chain(uuid, integer, bytea, integer),
  app.unsigned_chains(integer),
  app.add_checkpoint(uuid, integer, bytea, timestamptz, bytea)
to oct_system;
