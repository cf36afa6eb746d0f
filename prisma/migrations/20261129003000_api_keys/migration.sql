-- API keys, by which scripts act for an organization: each with a name, a role and an end, made by an ADMIN. Of the key
-- itself its SHA-256 is stored: it has 256 random bits, so there is nothing to guess that a slow hash or a salt would
-- protect, and a look-up by the hash is one step in an index.

-- created_by refers to no row: a revoked key is kept for longer than a member who has left.
create table api_key (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  name text not null,
  role text not null,
  key_hash text not null,
  last_characters text not null,
  created_by uuid not null,
  expires_at timestamptz(3) not null,
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  created_at timestamptz(3) not null default current_timestamp,

  constraint api_key_pkey primary key (id),
  constraint api_key_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update restrict,
  constraint api_key_name_check check (char_length(name) between 1 and 100),
  constraint api_key_role_check check (role in ('MEMBER', 'ADMIN')),
  constraint api_key_key_hash_check check (char_length(key_hash) = 43),
  constraint api_key_last_characters_check check (char_length(last_characters) = 4),
  constraint api_key_expires_at_check check (expires_at <= created_at + interval '366 days')
);
create unique index api_key_key_hash_key on api_key (key_hash);
create unique index api_key_name_live_key on api_key (organization_id, name) where revoked_at is null;
create index api_key_organization_id_created_at_id_idx on api_key (organization_id, created_at, id);
-- app.purge_api_keys, over all organizations.
create index api_key_ended_idx on api_key (least(revoked_at, expires_at));

-- Users only: no run and no key reads keys. What writes them are the functions below.
call app.protect('api_key', p_org => 'app.require_org_of_user');
call app.audit('api_key', 'apiKey', p_ignored => '{last_used_at}', p_secret => '{key_hash}');

-- Holds off every other change of the session's members; raises unless the acting user is an ADMIN by now.
create function app.require_acting_admin() returns uuid
language plpgsql volatile set search_path = '' as $$
declare
  v_organization uuid := app.require_org_of_user();
  v_acting text := app.lock_members();
begin
  if v_acting is null then
    raise exception 'not a member' using errcode = 'OC001';
  elsif v_acting <> 'ADMIN' then
    raise exception 'insufficient role' using errcode = 'OC002';
  end if;
  return v_organization;
end $$;

create function app.create_api_key(
  p_name text, p_role text, p_key_hash text, p_last_characters text, p_life interval) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_acting_admin();
  v_key uuid := app.uuid_v7();
begin
  if 50 <= (
    select count(*) from public.api_key k
    where k.organization_id = v_organization and k.revoked_at is null and k.expires_at > clock_timestamp())
  then
    raise exception 'too many API keys' using errcode = 'OC026';
  end if;
  insert into public.api_key
    (id, organization_id, name, role, key_hash, last_characters, created_by, expires_at)
  values
    (v_key, v_organization, p_name, p_role, p_key_hash, p_last_characters, app.acting_user(), clock_timestamp() + p_life);
  return v_key;
end $$;

-- Whether there is such a key. One that is revoked already stays as it is.
create function app.revoke_api_key(p_key uuid) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_acting_admin();
begin
  update public.api_key k set revoked_at = clock_timestamp()
  where k.organization_id = v_organization and k.id = p_key and k.revoked_at is null;
  return found or exists (
    select from public.api_key k where k.organization_id = v_organization and k.id = p_key);
end $$;

-- Whoever removes a member, and however, revokes the member's keys with it. Those of a deleted organization open nothing
-- anyway, and its deletion is one entry of the log.
create function app.revoke_keys_of_member() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.api_key k set revoked_at = clock_timestamp()
  where k.organization_id = new.organization_id and k.created_by = new.id and k.revoked_at is null
    and exists (select from public.organization o where o.id = new.organization_id and o.deleted_at is null);
  return null;
end $$;
create trigger revoke_keys_of_member after update of deleted_at on user_account for each row
  when (old.deleted_at is null and new.deleted_at is not null) execute function app.revoke_keys_of_member();

-- The live key with this hash: a hint that app.enter checks. One that has only expired is found too, so that its holder
-- is told so; to anyone without the secret there is none.
create function app.find_api_key(p_signed text) returns table (organization_id uuid, key_id uuid, expired boolean)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'apiKey');
begin
  return query
  select k.organization_id, k.id, k.expires_at <= clock_timestamp()
  from public.api_key k
  join public.user_account u on u.organization_id = k.organization_id and u.id = k.created_by and u.deleted_at is null
  join public.organization o on o.id = k.organization_id and o.deleted_at is null
  where k.key_hash = v_claims ->> 'keyHash' and k.revoked_at is null;
end $$;

grant execute on function
  app.create_api_key(text, text, text, text, interval), app.revoke_api_key(uuid), app.find_api_key(text)
to oct_app;

-- Records that a key was used, once a minute at most.
create function app.record_key_use(p_organization uuid, p_key uuid) returns void
language sql volatile security definer set search_path = ''
begin atomic
  update public.api_key k set last_used_at = clock_timestamp()
  where k.organization_id = p_organization and k.id = p_key and k.revoked_at is null and k.expires_at > clock_timestamp()
    and (k.last_used_at is null or k.last_used_at <= clock_timestamp() - interval '1 minute');
end;

-- Deletes keys that ended more than 400 days ago, and those of organizations deleted longer ago than p_retention.
create function app.purge_api_keys(p_now timestamptz, p_retention interval, p_limit integer) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_purged integer;
begin
  delete from public.api_key k where k.id in (
    select e.id from public.api_key e where least(e.revoked_at, e.expires_at) < p_now - interval '400 days'
    union all
    select g.id from public.api_key g join public.organization o on o.id = g.organization_id
    where o.deleted_at < p_now - p_retention
    limit p_limit);
  get diagnostics v_purged = row_count;
  return v_purged;
end $$;

grant execute on function app.record_key_use(uuid, uuid), app.purge_api_keys(timestamptz, interval, integer) to oct_system;
