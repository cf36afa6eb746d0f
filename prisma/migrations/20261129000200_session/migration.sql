-- Which tenant a transaction works for is a setting, and any SQL can write a setting. So app.open_session signs what it
-- writes with a key that only its owner can read, and whatever relies on the session checks the signature: SQL injected
-- into the app's login cannot switch to another tenant.

-- Two keys of one SHA-512 block each, one row. Not a tenant table; reached by functions only.
create table app.session_key (
  id boolean not null default true check (id),
  inner_key bytea not null check (octet_length(inner_key) = 64),
  outer_key bytea not null check (octet_length(outer_key) = 64),
  constraint session_key_pkey primary key (id)
);
alter table app.session_key enable row level security, force row level security;
create policy owner_all on app.session_key for all to oct_owner using (true) with check (true);
insert into app.session_key (inner_key, outer_key)
select sha512(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
  sha512(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));

-- A keyed hash (NMAC: HMAC of RFC 2104 with two independent keys) over the claims and the start of the transaction, so
-- that a signature is worth nothing in a later one. The backend process is left out: a parallel worker checks it too.
create function app.signature_of(p_claims text) returns text
language sql stable parallel safe set search_path = ''
return (
  select encode(sha256(k.outer_key || sha256(k.inner_key || convert_to(
    extract(epoch from transaction_timestamp())::text || ' ' || p_claims, 'UTF8'))), 'hex')
  from app.session_key k);

-- Opens the session of an actor in an organization for the rest of this transaction. Checks nothing: its callers have.
create function app.open_session(p_organization uuid, p_kind text, p_actor text, p_request text) returns void
language plpgsql volatile set search_path = '' as $$
declare
  v_claims text := json_build_object(
    'organization', p_organization, 'kind', p_kind, 'actor', p_actor, 'request', p_request)::text;
begin
  perform set_config('app.session', app.signature_of(v_claims) || v_claims, true);
end $$;

-- The session of this transaction; null where none is open, or where the setting was written by anything else. After a
-- transaction-local setting ends, PostgreSQL leaves '' behind, not NULL.
create function app.session() returns jsonb
language plpgsql stable parallel safe set search_path = '' as $$
declare
  v_session text := nullif(current_setting('app.session', true), '');
  v_claims text := substr(v_session, 65);
begin
  if v_session is null or left(v_session, 64) <> app.signature_of(v_claims) then
    return null;
  end if;
  return v_claims;
end $$;

-- The organization of this transaction's session; raises where none is open.
create function app.require_org() returns uuid
language plpgsql stable parallel safe security definer set search_path = '' as $$
declare
  v_organization uuid := app.session() ->> 'organization';
begin
  if v_organization is null then
    raise exception 'no tenant session is open' using errcode = '42501';
  end if;
  return v_organization;
end $$;

-- The user that acts in this transaction; null for a run or a refresh.
create function app.acting_user() returns uuid
language sql stable set search_path = ''
return (
  select case when s.session ->> 'kind' = 'user' then (s.session ->> 'actor')::uuid end
  from app.session() as s (session));

-- Whether this transaction asked to see soft-deleted rows (restore, purge, the sync engine).
create function app.sees_deleted() returns boolean
language sql stable parallel safe set search_path = ''
return coalesce(current_setting('app.sees_deleted', true), '') = 'on';

grant execute on function app.require_org(), app.sees_deleted() to oct_app, oct_system;
