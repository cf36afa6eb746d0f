-- Sessions of API keys. A key reaches what a user does, but for people and credentials: members, invitations, consents
-- and keys.

create or replace function app.require_org() returns uuid
language sql stable parallel safe security definer set search_path = ''
return app.require_org_as('user', 'key', 'run', 'system');

create or replace function app.require_org_of_any() returns uuid
language sql stable parallel safe security definer set search_path = ''
return app.require_org_as('user', 'key', 'run', 'refresh', 'system');

-- Of who calls the API: a user or a key.
create function app.require_org_of_caller() returns uuid
language sql stable parallel safe security definer set search_path = ''
return app.require_org_as('user', 'key', 'system');
grant execute on function app.require_org_of_caller() to oct_app;

call app.protect('idempotency_key', p_org => 'app.require_org_of_caller');
call app.protect('audit_log', p_org => 'app.require_org_of_caller');

-- As before, and for keys.
create or replace function app.enter(p_signed text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'user', 'key', 'run', 'refresh');
  v_kind text := v_claims ->> 'kind';
  v_organization uuid := v_claims ->> 'organization';
  v_actor text := v_claims ->> 'actor';
  v_required_role text := v_claims ->> 'role';
  v_lease_owner uuid := v_claims ->> 'leaseOwner';
  v_fence integer := v_claims ->> 'fence';
  v_role text;
  v_valid_after timestamptz;
  v_creator_role text;
  v_writes boolean := current_setting('transaction_read_only') = 'off';
begin
  -- 1. Claims for reading open nothing that can write.
  if v_writes and v_claims ->> 'readOnly' is distinct from 'false' then
    raise exception 'claimed for reading' using errcode = 'OC010';
  end if;

  -- 2. Check the actor.
  case v_kind
  when 'user' then
    select u.role, u.tokens_valid_after into v_role, v_valid_after
    from public.user_account u join public.organization o on o.id = u.organization_id
    where u.organization_id = v_organization and u.id = v_actor::uuid
      and u.deleted_at is null and o.deleted_at is null;
    if not found then
      raise exception 'not a member' using errcode = 'OC001';
    elsif (v_claims ->> 'authenticatedAt')::timestamptz < v_valid_after then
      raise exception 'signed out' using errcode = 'OC003';
    elsif v_required_role is distinct from 'MEMBER' and v_role is distinct from v_required_role then
      raise exception 'insufficient role' using errcode = 'OC002';
    end if;
  when 'key' then
    -- A key may do what its role and its creator's both allow, as long as the creator is a member.
    select k.role, u.role into v_role, v_creator_role
    from public.api_key k
    join public.user_account u on u.organization_id = k.organization_id and u.id = k.created_by and u.deleted_at is null
    join public.organization o on o.id = k.organization_id and o.deleted_at is null
    where k.organization_id = v_organization and k.id = v_actor::uuid
      and k.revoked_at is null and k.expires_at > clock_timestamp();
    if not found then
      raise exception 'the key has ended' using errcode = 'OC008';
    elsif v_required_role is distinct from 'MEMBER'
      and (v_role is distinct from v_required_role or v_creator_role is distinct from v_required_role)
    then
      raise exception 'insufficient role' using errcode = 'OC002';
    end if;
  when 'run' then
    -- The row lock holds off a new claim until this transaction ends, so a late write can never follow one.
    if v_writes then
      perform from public.sync_run r
      where r.organization_id = v_organization and r.id = v_actor::uuid and r.status = 'RUNNING'
        and r.lease_owner = v_lease_owner and r.fence = v_fence and r.lease_until > clock_timestamp()
      for no key update;
    else
      perform from public.sync_run r
      where r.organization_id = v_organization and r.id = v_actor::uuid and r.status = 'RUNNING'
        and r.lease_owner = v_lease_owner and r.fence = v_fence and r.lease_until > clock_timestamp();
    end if;
    if not found then
      raise exception 'lease lost' using errcode = 'OC004';
    end if;
  when 'refresh' then
    if v_writes then
      perform from public.google_connection g
      where g.organization_id = v_organization and g.google_account_id = v_actor
        and g.lease_owner = v_lease_owner and g.fence = v_fence and g.lease_until > clock_timestamp()
      for no key update;
    else
      perform from public.google_connection g
      where g.organization_id = v_organization and g.google_account_id = v_actor
        and g.lease_owner = v_lease_owner and g.fence = v_fence and g.lease_until > clock_timestamp();
    end if;
    if not found then
      raise exception 'lease lost' using errcode = 'OC004';
    end if;
  end case;

  -- 3. Open the session.
  perform app.open_session(v_organization, v_kind, v_actor, v_claims ->> 'request'),
    set_config('app.sees_deleted', case when v_claims ->> 'includeDeleted' = 'true' then 'on' else '' end, true),
    set_config('application_name', left(concat_ws(' ', v_claims ->> 'request', v_claims ->> 'operation'), 63), true);
end $$;

create or replace function app.claim_idempotency_key(p_key_hash text, p_fingerprint text, p_status smallint) returns void
language plpgsql volatile security definer set search_path = '' set lock_timeout = '2s' as $$
begin
  insert into public.idempotency_key as k (organization_id, key_hash, fingerprint, status)
  values (app.require_org_of_caller(), p_key_hash, p_fingerprint, p_status)
  on conflict (organization_id, key_hash) do update
  set fingerprint = excluded.fingerprint, status = excluded.status, resource_ids = '{}', created_at = clock_timestamp()
  where k.created_at < clock_timestamp() - app.idempotency_key_life();
  if not found then
    raise exception 'the key has been used' using errcode = 'OC006';
  end if;
exception when lock_not_available then
  raise exception 'a request with this key is under way' using errcode = 'OC007';
end $$;

create or replace function app.complete_idempotency_key(p_key_hash text, p_resource_ids uuid[]) returns void
language sql volatile security definer set search_path = ''
begin atomic
  update public.idempotency_key k set resource_ids = p_resource_ids
  where k.organization_id = app.require_org_of_caller() and k.key_hash = p_key_hash;
end;

create or replace function app.claim_export(p_owner uuid, p_lease interval) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into app.export_lease as l (organization_id, owner, until)
  values (app.require_org_of_caller(), p_owner, clock_timestamp() + least(p_lease, interval '5 minutes'))
  on conflict (organization_id) do update set owner = excluded.owner, until = excluded.until
  where l.until <= clock_timestamp();
  return found;
end $$;

create or replace function app.release_export(p_owner uuid) returns void
language sql volatile security definer set search_path = ''
begin atomic
  delete from app.export_lease l where l.organization_id = app.require_org_of_caller() and l.owner = p_owner;
end;

create or replace function app.record_event(p_action text, p_details jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org_of_caller();
begin
  if p_action is distinct from 'auditLog.export' then
    raise exception 'not an event' using errcode = '22023';
  elsif jsonb_typeof(p_details) is distinct from 'object' or coalesce(p_details ->> 'format', '') not in ('csv', 'jsonl')
    or exists (
      select from jsonb_each(p_details) d
      where d.key not in ('format', 'actorId', 'action', 'targetType', 'targetId', 'from', 'until')
        or jsonb_typeof(d.value) <> 'string' or char_length(d.value #>> '{}') > 255)
  then
    raise exception 'not the details of an event' using errcode = '22023';
  end if;
  perform app.append_audit(v_organization, p_action, split_part(p_action, '.', 1), v_organization::text, null, p_details);
end $$;

create or replace function app.own_personal(p_commitments text[]) returns table (commitment text, value text)
language sql stable security definer set search_path = ''
begin atomic
  select p.commitment, p.value from app.audit_personal p
  where p.organization_id = app.require_org_of_caller() and p.commitment = any (p_commitments);
end;

-- A key is an actor of its own in the audit log; what changes of one is that it is revoked.
alter table audit_log drop constraint audit_log_actor_kind_check;
alter table audit_log add constraint audit_log_actor_kind_check
  check (actor_kind in ('user', 'key', 'run', 'refresh', 'system', 'database'));

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
      when v_type = 'apiKey' then 'revoke'
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

alter table app.denied_attempt rename column user_id to actor_id;
alter table app.denied_attempt add column actor_kind text not null default 'user'
  constraint denied_attempt_actor_kind_check check (actor_kind in ('user', 'key'));

-- As before, of the user or the key that the claims name.
create or replace function app.record_denial(p_signed text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'denial');
  v_organization uuid := v_claims ->> 'organization';
  v_kind text := case when v_claims ? 'key' then 'key' else 'user' end;
  v_actor uuid := v_claims ->> v_kind;
  v_operation text := v_claims ->> 'operation';
  v_reason text := v_claims ->> 'reason';
  v_attempts integer;
begin
  if not exists (select from public.user_account u where u.organization_id = v_organization and u.id = v_actor)
    and not exists (select from public.api_key k where k.organization_id = v_organization and k.id = v_actor)
  then
    return;
  end if;
  insert into app.denied_attempt as r (organization_id, actor_kind, actor_id, operation, reason, hour)
  values (v_organization, v_kind, v_actor, v_operation, v_reason, date_trunc('hour', clock_timestamp(), 'UTC'))
  on conflict (organization_id, actor_id, operation, reason, hour)
  do update set attempts = r.attempts + 1, last_at = clock_timestamp()
  returning attempts into v_attempts;
  if v_attempts = 1 then
    perform app.append_audit(v_organization, 'access.deny', 'operation', v_operation, null,
      jsonb_build_object('reason', v_reason), v_kind, v_actor::text, v_claims ->> 'request');
  end if;
end $$;

create or replace function app.sum_denials(p_before timestamptz, p_limit integer) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_row app.denied_attempt;
  v_rows integer := 0;
begin
  for v_row in
    delete from app.denied_attempt r where (r.organization_id, r.actor_id, r.operation, r.reason, r.hour) in (
      select d.organization_id, d.actor_id, d.operation, d.reason, d.hour from app.denied_attempt d
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
        v_row.actor_kind, v_row.actor_id::text);
    end if;
  end loop;
  return v_rows;
end $$;

call app.hide_from_planner('app.denied_attempt');
