-- Knowing ids is not enough: who opens a session, asks for a membership or becomes a member shows claims that the service
-- has signed. SQL in the app's login alone can sign none.

-- The keys of CLAIM_KEYS, each as the two blocks that HMAC makes of it (RFC 2104: key xor ipad, key xor opad).
-- `npm run db:roles` writes them; they are in no backup.
create table app.claim_key (
  id text not null,
  inner_key bytea not null check (octet_length(inner_key) = 64),
  outer_key bytea not null check (octet_length(outer_key) = 64),
  constraint claim_key_pkey primary key (id)
);
alter table app.claim_key enable row level security, force row level security;
create policy owner_all on app.claim_key for all to oct_owner using (true) with check (true);

create function app.claim_life() returns interval
language sql immutable parallel safe set search_path = ''
return interval '5 minutes';

-- The claims in `<key id>.<HMAC-SHA256 of the rest, in hex>.<JSON>`, if a known key has signed them, for one of p_kinds and
-- not long ago. SQLSTATEs:
--   OC010 not signed by a known key, or for something else   OC011 the clocks are further apart than app.claim_life()
create function app.verified_claims(p_signed text, variadic p_kinds text[]) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  v_key text := split_part(p_signed, '.', 1);
  v_signature text := split_part(p_signed, '.', 2);
  v_text text := substr(p_signed, length(v_key) + length(v_signature) + 3);
  v_claims jsonb;
  v_issued_at timestamptz;
begin
  if v_signature = (
    select encode(sha256(k.outer_key || sha256(k.inner_key || convert_to(v_text, 'UTF8'))), 'hex')
    from app.claim_key k where k.id = v_key)
  then
    v_claims := v_text;
  end if;
  if v_claims ->> 'kind' = any (p_kinds) then
    v_issued_at := to_timestamp((v_claims ->> 'issuedAt')::double precision / 1000);
    if (clock_timestamp() between v_issued_at - app.claim_life() and v_issued_at + app.claim_life()) is not true then
      raise exception 'the clocks differ' using errcode = 'OC011';
    end if;
    return v_claims;
  end if;
  raise exception 'the claims are not signed' using errcode = 'OC010';
end $$;

-- Opens a tenant's session for the rest of this transaction, in the same round trip as its first statement.
-- The claims say who acts; the live row decides. SQLSTATEs, which lib/tenant/tenant-access-denied-error.ts names:
--   OC001 no live member   OC002 insufficient role   OC003 signed in before tokens_valid_after
--   OC004 the lease is lost (a run or refresh has a session only while its lease is live)
drop function app.enter(uuid, text, text, text, timestamptz, uuid, integer, text, boolean);
create function app.enter(p_signed text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'user', 'run', 'refresh');
  v_kind text := v_claims ->> 'kind';
  v_organization uuid := v_claims ->> 'organization';
  v_actor text := v_claims ->> 'actor';
  v_required_role text := v_claims ->> 'role';
  v_lease_owner uuid := v_claims ->> 'leaseOwner';
  v_fence integer := v_claims ->> 'fence';
  v_role text;
  v_valid_after timestamptz;
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
    set_config('app.sees_deleted', case when v_claims ->> 'includeDeleted' = 'true' then 'on' else '' end, true);
end $$;

-- Firebase uid → membership: the one question asked before a tenant is known.
drop function app.find_membership(text);
create function app.find_membership(p_signed text) returns table (organization_id uuid, user_id uuid, role text)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'membership');
begin
  return query
  select u.organization_id, u.id, u.role
  from public.user_account u join public.organization o on o.id = u.organization_id
  where u.firebase_uid = v_claims ->> 'firebaseUid' and u.deleted_at is null and o.deleted_at is null;
end $$;

-- A new organization with its first ADMIN. A session is opened, so that the audit log names the founder. With a key, the
-- same user with the same key gets the organization that was founded with it.
--   OC005 this uid or address already belongs to an organization   OC006 the key has been used for another sign-up
drop function app.sign_up_idempotent(text, text, text, text, text, text, text);
drop function app.sign_up(text, text, text, text, text);
create function app.sign_up(p_signed text) returns table (organization_id uuid, user_id uuid, replayed boolean)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'signUp');
  v_firebase_uid text := v_claims ->> 'firebaseUid';
  v_key_hash text := v_claims ->> 'keyHash';
  v_organization uuid := app.uuid_v7();
  v_user uuid := app.uuid_v7();
  v_fingerprint text;
begin
  -- 1. Found it.
  insert into public.organization (id, name, time_zone)
  values (v_organization, v_claims ->> 'name', v_claims ->> 'timeZone');
  insert into public.user_account (id, organization_id, email, firebase_uid, role)
  values (v_user, v_organization, lower(v_claims ->> 'email'), v_firebase_uid, 'ADMIN');
  perform app.open_session(v_organization, 'user', v_user::text, v_claims ->> 'request');
  if v_key_hash is not null then
    insert into public.idempotency_key (organization_id, key_hash, fingerprint, status, resource_ids)
    values (v_organization, v_key_hash, v_claims ->> 'fingerprint', 201, array[v_organization]);
  end if;
  return query select v_organization, v_user, false;
exception when unique_violation then
  -- 2. Or has this person founded it already?
  select u.organization_id, u.id, k.fingerprint into v_organization, v_user, v_fingerprint
  from public.user_account u
  join public.idempotency_key k on k.organization_id = u.organization_id and k.key_hash = v_key_hash
  where u.firebase_uid = v_firebase_uid and u.deleted_at is null
    and k.created_at >= clock_timestamp() - app.idempotency_key_life();
  if not found then
    raise exception 'already a member' using errcode = 'OC005';
  elsif v_fingerprint <> v_claims ->> 'fingerprint' then
    raise exception 'the key has been used' using errcode = 'OC006';
  end if;
  return query select v_organization, v_user, true;
end $$;

-- Makes the holder of an invitation's token and its address a member; the address is one that the identity provider has
-- verified. The person who has accepted it gets the same result again. No row: there is no such invitation for this
-- person, be it unknown, expired, revoked, used or for another address. OC005: this uid or address belongs to an
-- organization already.
drop function app.accept_invitation(text, text, text, text);
create function app.accept_invitation(p_signed text) returns table (organization_id uuid, user_id uuid)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'invitation');
  v_token_hash text := v_claims ->> 'tokenHash';
  v_firebase_uid text := v_claims ->> 'firebaseUid';
  v_email text := lower(v_claims ->> 'email');
  v_user uuid := app.uuid_v7();
  v_organization uuid;
  v_invitation uuid;
  v_role text;
begin
  -- 1. Lock the organization, then the open invitation.
  select i.organization_id into v_organization from public.invitation i where i.token_hash = v_token_hash;
  perform from public.organization o where o.id = v_organization and o.deleted_at is null for key share;
  if found then
    select i.id, i.role into v_invitation, v_role from public.invitation i
    where i.organization_id = v_organization and i.token_hash = v_token_hash and i.email = v_email
      and i.accepted_at is null and i.deleted_at is null and i.expires_at > clock_timestamp()
    for no key update;
    if found then
      -- 2. Join. A session is opened, so that the audit log names the new member.
      insert into public.user_account (id, organization_id, email, firebase_uid, role)
      values (v_user, v_organization, v_email, v_firebase_uid, v_role);
      update public.invitation i set accepted_at = clock_timestamp(), accepted_by = v_user
      where i.organization_id = v_organization and i.id = v_invitation;
      perform app.open_session(v_organization, 'user', v_user::text, v_claims ->> 'request');
      return query select v_organization, v_user;
      return;
    end if;
    -- 3. Or has this person accepted it already?
    return query
    select u.organization_id, u.id
    from public.invitation i
    join public.user_account u on u.organization_id = i.organization_id and u.id = i.accepted_by
    where i.organization_id = v_organization and i.token_hash = v_token_hash
      and u.firebase_uid = v_firebase_uid and u.deleted_at is null;
    if found then
      return;
    end if;
  end if;
  -- 4. There is no such invitation. Where the person is a member elsewhere, that is the reason.
  if exists (
    select from public.user_account u
    where u.deleted_at is null and (u.firebase_uid = v_firebase_uid or u.email = v_email))
  then
    raise exception 'already a member' using errcode = 'OC005';
  end if;
exception when unique_violation then
  raise exception 'already a member' using errcode = 'OC005';
end $$;

-- A member, or a former one, was denied access.
drop function app.record_denial(uuid, uuid, text, text, text);
create function app.record_denial(p_signed text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'denial');
  v_organization uuid := v_claims ->> 'organization';
  v_user uuid := v_claims ->> 'user';
  v_operation text := v_claims ->> 'operation';
  v_reason text := v_claims ->> 'reason';
  v_attempts integer;
begin
  if not exists (select from public.user_account u where u.organization_id = v_organization and u.id = v_user) then
    return;
  end if;
  insert into app.denied_attempt as r (organization_id, user_id, operation, reason, hour)
  values (v_organization, v_user, v_operation, v_reason, date_trunc('hour', clock_timestamp(), 'UTC'))
  on conflict (organization_id, user_id, operation, reason, hour)
  do update set attempts = r.attempts + 1, last_at = clock_timestamp()
  returning attempts into v_attempts;
  if v_attempts = 1 then
    perform app.append_audit(v_organization, 'access.deny', 'operation', v_operation, null,
      jsonb_build_object('reason', v_reason), 'user', v_user::text, v_claims ->> 'request');
  end if;
end $$;

grant execute on function
  app.enter(text),
  app.find_membership(text),
  app.sign_up(text),
  app.accept_invitation(text),
  app.record_denial(text)
to oct_app;
