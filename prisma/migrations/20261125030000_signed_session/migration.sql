-- Which tenant a transaction has entered is a setting, and any SQL can set a setting. So app.enter seals what it sets
-- with a key that only its owner can read, and whatever relies on the entry checks the seal: SQL that gets into the
-- app's login by accident cannot walk over to another tenant.

-- Two keys of one SHA-512 block each, one row. Not a tenant table; reached by functions only.
create table app.session_key (
  id boolean not null default true check (id),
  inner_key bytea not null check (octet_length(inner_key) = 64),
  outer_key bytea not null check (octet_length(outer_key) = 64),
  constraint entry_key_pkey primary key (id)
);
alter table app.session_key enable row level security, force row level security;
create policy owner_all on app.session_key for all to oct_owner using (true) with check (true);
insert into app.session_key (inner_key, outer_key)
select sha512(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
  sha512(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));

-- A keyed hash (NMAC: HMAC of RFC 2104 with two independent keys) over the claims and the start of the transaction, so
-- that a seal opens nothing later on. The process is left out: a parallel worker checks the seal too.
create function app.signature_of(p_claims text) returns text
language sql stable parallel safe set search_path = ''
return (
  select encode(sha256(k.outer_key || sha256(k.inner_key || convert_to(
    extract(epoch from transaction_timestamp())::text || ' ' || p_claims, 'UTF8'))), 'hex')
  from app.session_key k);

-- Lets an actor into an organization for the rest of this transaction. Whoever calls it has checked that it may.
create function app.admit(p_organization uuid, p_kind text, p_actor text, p_request text) returns void
language plpgsql volatile set search_path = '' as $$
declare
  v_claims text := json_build_object(
    'organization', p_organization, 'kind', p_kind, 'actor', p_actor, 'request', p_request)::text;
begin
  perform set_config('app.session', app.signature_of(v_claims) || v_claims, true);
end $$;

-- What this transaction was admitted as; null where it was not, or where somebody else wrote the setting. After a
-- transaction-local setting ends, PostgreSQL leaves '' behind, not NULL.
create function app.session() returns jsonb
language plpgsql stable parallel safe set search_path = '' as $$
declare
  v_entry text := nullif(current_setting('app.session', true), '');
  v_claims text := substr(v_entry, 65);
begin
  if v_entry is null or left(v_entry, 64) <> app.signature_of(v_claims) then
    return null;
  end if;
  return v_claims;
end $$;

create or replace function app.require_org() returns uuid
language plpgsql stable parallel safe security definer set search_path = '' as $$
declare
  v_organization uuid := app.session() ->> 'organization';
begin
  if v_organization is null then
    raise exception 'no tenant has been entered' using errcode = '42501';
  end if;
  return v_organization;
end $$;

create or replace function app.enter(
  p_organization uuid, p_kind text, p_actor text, p_needs text, p_authenticated_at timestamptz,
  p_lease_owner uuid, p_fence integer, p_request text, p_deleted boolean
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_role text;
  v_valid_after timestamptz;
  v_writes boolean := current_setting('transaction_read_only') = 'off';
begin
  case p_kind
  when 'user' then
    select u.role, u.tokens_valid_after into v_role, v_valid_after
    from public.user_account u join public.organization o on o.id = u.organization_id
    where u.organization_id = p_organization and u.id = p_actor::uuid
      and u.deleted_at is null and o.deleted_at is null;
    if not found then
      raise exception 'not a member' using errcode = 'OC001';
    elsif p_authenticated_at < v_valid_after then
      raise exception 'signed out' using errcode = 'OC003';
    elsif p_needs is distinct from 'MEMBER' and v_role is distinct from p_needs then
      raise exception 'role too small' using errcode = 'OC002';
    end if;
  when 'run' then
    -- The row lock holds off a new claim until this transaction ends, so a late write can never follow one.
    if v_writes then
      perform from public.sync_run r
      where r.organization_id = p_organization and r.id = p_actor::uuid and r.status = 'RUNNING'
        and r.lease_owner = p_lease_owner and r.fence = p_fence and r.lease_until > clock_timestamp()
      for no key update;
    else
      perform from public.sync_run r
      where r.organization_id = p_organization and r.id = p_actor::uuid and r.status = 'RUNNING'
        and r.lease_owner = p_lease_owner and r.fence = p_fence and r.lease_until > clock_timestamp();
    end if;
    if not found then
      raise exception 'lease lost' using errcode = 'OC004';
    end if;
  when 'refresh' then
    if v_writes then
      perform from public.google_connection g
      where g.organization_id = p_organization and g.google_account_id = p_actor
        and g.lease_owner = p_lease_owner and g.fence = p_fence and g.lease_until > clock_timestamp()
      for no key update;
    else
      perform from public.google_connection g
      where g.organization_id = p_organization and g.google_account_id = p_actor
        and g.lease_owner = p_lease_owner and g.fence = p_fence and g.lease_until > clock_timestamp();
    end if;
    if not found then
      raise exception 'lease lost' using errcode = 'OC004';
    end if;
  else
    raise exception 'unknown kind of actor' using errcode = 'OC001';
  end case;

  perform app.admit(p_organization, p_kind, p_actor, p_request),
    set_config('app.sees_deleted', case when p_deleted then 'on' else '' end, true);
end $$;

-- The founder is admitted, so that what sign-up writes is on record as theirs.
drop function app.sign_up(text, text, text, text);
create function app.sign_up(
  p_firebase_uid text, p_email text, p_name text, p_time_zone text, p_request text default null)
returns table (organization_id uuid, user_id uuid)
language plpgsql security definer set search_path = '' as $$
declare
  v_organization uuid := app.uuid_v7();
  v_user uuid := app.uuid_v7();
begin
  insert into public.organization (id, name, time_zone) values (v_organization, p_name, p_time_zone);
  insert into public.user_account (id, organization_id, email, firebase_uid, role)
  values (v_user, v_organization, lower(p_email), p_firebase_uid, 'ADMIN');
  perform app.admit(v_organization, 'user', v_user::text, p_request);
  return query select v_organization, v_user;
exception when unique_violation then
  raise exception 'already a member' using errcode = 'OC005';
end $$;

grant execute on function app.sign_up(text, text, text, text, text) to oct_app;
