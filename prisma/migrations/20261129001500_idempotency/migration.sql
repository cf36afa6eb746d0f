-- What a request with an `Idempotency-Key` created, so that the same request sent again finds it instead of creating it
-- again. Digests and ids only, never a body. A row is written in the transaction of what it records.
create table idempotency_key (
  organization_id uuid not null default app.require_org(),
  key_hash text not null,
  fingerprint text not null,
  status smallint not null,
  resource_ids uuid[] not null default '{}',
  created_at timestamptz(3) not null default current_timestamp,

  constraint idempotency_key_pkey primary key (organization_id, key_hash),
  constraint idempotency_key_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update restrict
);
create index idempotency_key_created_at_idx on idempotency_key (created_at);

-- Rows are written and removed by the functions below.
call app.protect('idempotency_key');

create function app.idempotency_key_life() returns interval
language sql immutable parallel safe set search_path = ''
return interval '24 hours';

-- Claims a key of the session's organization for this transaction, in one round trip with app.enter. Waits for a concurrent
-- request with the same key: if that commits, the key is used; if it rolls back, the key is free.
--   OC006 the key has been used   OC007 the request that holds it takes too long
create function app.claim_idempotency_key(p_key_hash text, p_fingerprint text, p_status smallint) returns void
language plpgsql volatile security definer set search_path = '' set lock_timeout = '2s' as $$
begin
  insert into public.idempotency_key as k (organization_id, key_hash, fingerprint, status)
  values (app.require_org(), p_key_hash, p_fingerprint, p_status)
  on conflict (organization_id, key_hash) do update
  set fingerprint = excluded.fingerprint, status = excluded.status, resource_ids = '{}', created_at = clock_timestamp()
  where k.created_at < clock_timestamp() - app.idempotency_key_life();
  if not found then
    raise exception 'the key has been used' using errcode = 'OC006';
  end if;
exception when lock_not_available then
  raise exception 'a request with this key is under way' using errcode = 'OC007';
end $$;

-- Records what was created under a key that this transaction has claimed.
create function app.complete_idempotency_key(p_key_hash text, p_resource_ids uuid[]) returns void
language sql volatile security definer set search_path = ''
begin atomic
  update public.idempotency_key k set resource_ids = p_resource_ids
  where k.organization_id = app.require_org() and k.key_hash = p_key_hash;
end;

-- Sign-up with a key: the same person who signed up with it before gets the same organization.
-- OC005 as of app.sign_up   OC006 the key was used for another sign-up
create function app.sign_up_idempotent(
  p_firebase_uid text, p_email text, p_name text, p_time_zone text, p_request text, p_key_hash text, p_fingerprint text
) returns table (organization_id uuid, user_id uuid, replayed boolean)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid;
  v_user uuid;
  v_fingerprint text;
begin
  select s.organization_id, s.user_id into v_organization, v_user
  from app.sign_up(p_firebase_uid, p_email, p_name, p_time_zone, p_request) s;
  insert into public.idempotency_key (organization_id, key_hash, fingerprint, status, resource_ids)
  values (v_organization, p_key_hash, p_fingerprint, 201, array[v_organization]);
  return query select v_organization, v_user, false;
exception when sqlstate 'OC005' then
  select u.organization_id, u.id, k.fingerprint into v_organization, v_user, v_fingerprint
  from public.user_account u
  join public.idempotency_key k on k.organization_id = u.organization_id and k.key_hash = p_key_hash
  where u.firebase_uid = p_firebase_uid and u.deleted_at is null
    and k.created_at >= clock_timestamp() - app.idempotency_key_life();
  if not found then
    raise;
  elsif v_fingerprint <> p_fingerprint then
    raise exception 'the key has been used' using errcode = 'OC006';
  end if;
  return query select v_organization, v_user, true;
end $$;

-- Removes expired keys, up to p_limit; returns how many, so that the caller goes on while there are more.
create function app.purge_idempotency_keys(p_limit integer, p_now timestamptz default null) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_purged integer;
begin
  delete from public.idempotency_key k
  using (
    select o.organization_id, o.key_hash from public.idempotency_key o
    where o.created_at < coalesce(p_now, clock_timestamp()) - app.idempotency_key_life()
    limit p_limit for update skip locked) old
  where k.organization_id = old.organization_id and k.key_hash = old.key_hash;
  get diagnostics v_purged = row_count;
  return v_purged;
end $$;

grant execute on function
  app.claim_idempotency_key(text, text, smallint),
  app.complete_idempotency_key(text, uuid[]),
  app.sign_up_idempotent(text, text, text, text, text, text, text)
to oct_app;
grant execute on function app.purge_idempotency_keys(integer, timestamptz) to oct_system;
