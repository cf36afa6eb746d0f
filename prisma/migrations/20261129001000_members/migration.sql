-- Members and invitations: who belongs to an organization, and with which role, is changed by these functions only.

create table invitation (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  email text not null,
  role text not null,
  token_hash text not null,
  invited_by uuid not null,
  expires_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  accepted_by uuid,
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,
  deleted_at timestamptz(3),
  deletion_id uuid,

  constraint invitation_pkey primary key (id),
  constraint invitation_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update restrict,
  constraint invitation_organization_id_invited_by_fkey foreign key (organization_id, invited_by)
    references user_account (organization_id, id) on delete restrict on update restrict,
  constraint invitation_organization_id_accepted_by_fkey foreign key (organization_id, accepted_by)
    references user_account (organization_id, id) on delete restrict on update restrict,
  constraint invitation_role_check check (role in ('MEMBER', 'ADMIN')),
  constraint invitation_email_check check (email = lower(email) and char_length(email) between 3 and 320),
  constraint invitation_accepted_check check ((accepted_at is null) = (accepted_by is null))
);
create unique index invitation_token_hash_key on invitation (token_hash);
-- One open invitation an address.
create unique index invitation_open_key on invitation (organization_id, email)
  where accepted_at is null and deleted_at is null;
create index invitation_organization_id_invited_by_idx on invitation (organization_id, invited_by);
create index invitation_organization_id_accepted_by_idx on invitation (organization_id, accepted_by);
create index invitation_created_live_idx on invitation (organization_id, created_at, id) where deleted_at is null;
create index invitation_deleted_idx on invitation (organization_id, deleted_at) where deleted_at is not null;
call app.protect('invitation');
call app.audit('invitation', 'invitation', p_ignored => '{updated_at}', p_personal => '{email}',
  p_secret => '{token_hash}');

-- Holds off every other change of the session's members, and returns the role that the acting user has by now: app.enter
-- looked before the wait. Null: no member any more. All such changes lock the organization first.
create function app.lock_members() returns text
language plpgsql volatile set search_path = '' as $$
begin
  perform from public.organization o where o.id = app.require_org() for no key update;
  return (
    select u.role
    from public.user_account u join public.organization o on o.id = u.organization_id
    where u.organization_id = app.require_org() and u.id = app.acting_user()
      and u.deleted_at is null and o.deleted_at is null);
end $$;

-- Whether an organization whose members are locked has an ADMIN besides this one.
create function app.has_other_admin(p_organization uuid, p_user uuid) returns boolean
language sql stable set search_path = ''
return exists (
  select from public.user_account u
  where u.organization_id = p_organization and u.role = 'ADMIN' and u.deleted_at is null and u.id <> p_user);

-- Revokes the open invitations that a member sent: their links are known to a person who may not invite any more.
create function app.revoke_invitations_of(p_organization uuid, p_user uuid, p_deletion uuid) returns void
language sql volatile set search_path = ''
begin atomic
  update public.invitation i set deleted_at = clock_timestamp(), deletion_id = p_deletion
  where i.organization_id = p_organization and i.invited_by = p_user
    and i.accepted_at is null and i.deleted_at is null;
end;

-- These return 'done', or why nothing was done: 'not_a_member' and 'role' (the acting user, by now), 'not_found',
-- 'last_admin', 'limit'; lib/members/membership-change.ts has the texts.

create function app.change_role(p_user uuid, p_role text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_acting text;
  v_role text;
begin
  v_acting := app.lock_members();
  if v_acting is null then
    return 'not_a_member';
  elsif v_acting <> 'ADMIN' then
    return 'role';
  end if;
  select u.role into v_role from public.user_account u
  where u.organization_id = v_organization and u.id = p_user and u.deleted_at is null;
  if not found then
    return 'not_found';
  elsif v_role = p_role then
    return 'done';
  elsif v_role = 'ADMIN' and not app.has_other_admin(v_organization, p_user) then
    return 'last_admin';
  end if;
  update public.user_account u set role = p_role where u.organization_id = v_organization and u.id = p_user;
  if p_role <> 'ADMIN' then
    perform app.revoke_invitations_of(v_organization, p_user, app.uuid_v7());
  end if;
  return 'done';
end $$;

-- Removes a member: an ADMIN any of them, everyone themselves. Their pending consents end, because only the person who
-- started one can complete it.
create function app.remove_member(p_user uuid) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_deletion uuid := app.uuid_v7();
  v_acting text;
  v_role text;
begin
  v_acting := app.lock_members();
  if v_acting is null then
    return 'not_a_member';
  elsif v_acting <> 'ADMIN' and p_user is distinct from app.acting_user() then
    return 'role';
  end if;
  select u.role into v_role from public.user_account u
  where u.organization_id = v_organization and u.id = p_user and u.deleted_at is null;
  if not found then
    return 'not_found';
  elsif v_role = 'ADMIN' and not app.has_other_admin(v_organization, p_user) then
    return 'last_admin';
  end if;
  update public.user_account u
  set deleted_at = clock_timestamp(), deletion_id = v_deletion, tokens_valid_after = clock_timestamp()
  where u.organization_id = v_organization and u.id = p_user;
  perform app.revoke_invitations_of(v_organization, p_user, v_deletion);
  update public.oauth_state s
  set pending_grant = null, expires_at = least(s.expires_at, clock_timestamp())
  where s.organization_id = v_organization and s.user_id = p_user and s.completed_at is null;
  return 'done';
end $$;

-- Invites an address in place of its open invitation, whose token is revoked. At most p_limit can be open.
create function app.invite(p_email text, p_role text, p_token_hash text, p_valid_for interval, p_limit integer)
returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_acting text;
begin
  v_acting := app.lock_members();
  if v_acting is null then
    return 'not_a_member';
  elsif v_acting <> 'ADMIN' then
    return 'role';
  end if;
  update public.invitation i set deleted_at = clock_timestamp(), deletion_id = app.uuid_v7()
  where i.organization_id = v_organization and i.email = lower(p_email)
    and i.accepted_at is null and i.deleted_at is null;
  if p_limit <= (
    select count(*) from public.invitation i
    where i.organization_id = v_organization and i.accepted_at is null and i.deleted_at is null
      and i.expires_at > clock_timestamp())
  then
    return 'limit';
  end if;
  insert into public.invitation (organization_id, email, role, token_hash, invited_by, expires_at)
  values (v_organization, lower(p_email), p_role, p_token_hash, app.acting_user(), clock_timestamp() + p_valid_for);
  return 'done';
end $$;

create function app.revoke_invitation(p_invitation uuid) returns text
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.invitation i set deleted_at = clock_timestamp(), deletion_id = app.uuid_v7()
  where i.organization_id = app.require_org() and i.id = p_invitation
    and i.accepted_at is null and i.deleted_at is null;
  return case when found then 'done' else 'not_found' end;
end $$;

-- Makes the holder of an invitation's token and its address a member; the address is one that the identity provider has
-- verified. The person who has accepted it gets the same result again. No row: there is no such invitation for this
-- person, be it unknown, expired, revoked, used or for another address. OC005: this uid or address belongs to an
-- organization already.
create function app.accept_invitation(
  p_token_hash text, p_firebase_uid text, p_email text, p_request text default null)
returns table (organization_id uuid, user_id uuid)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := app.uuid_v7();
  v_organization uuid;
  v_invitation uuid;
  v_role text;
begin
  -- 1. Lock the organization, then the open invitation.
  select i.organization_id into v_organization from public.invitation i where i.token_hash = p_token_hash;
  perform from public.organization o where o.id = v_organization and o.deleted_at is null for key share;
  if found then
    select i.id, i.role into v_invitation, v_role from public.invitation i
    where i.organization_id = v_organization and i.token_hash = p_token_hash and i.email = lower(p_email)
      and i.accepted_at is null and i.deleted_at is null and i.expires_at > clock_timestamp()
    for no key update;
    if found then
      -- 2. Join. A session is opened, so that the audit log names the new member.
      insert into public.user_account (id, organization_id, email, firebase_uid, role)
      values (v_user, v_organization, lower(p_email), p_firebase_uid, v_role);
      update public.invitation i set accepted_at = clock_timestamp(), accepted_by = v_user
      where i.organization_id = v_organization and i.id = v_invitation;
      perform app.open_session(v_organization, 'user', v_user::text, p_request);
      return query select v_organization, v_user;
      return;
    end if;
    -- 3. Or has this person accepted it already?
    return query
    select u.organization_id, u.id
    from public.invitation i
    join public.user_account u on u.organization_id = i.organization_id and u.id = i.accepted_by
    where i.organization_id = v_organization and i.token_hash = p_token_hash
      and u.firebase_uid = p_firebase_uid and u.deleted_at is null;
    if found then
      return;
    end if;
  end if;
  -- 4. There is no such invitation. Where the person is a member elsewhere, that is the reason.
  if exists (
    select from public.user_account u
    where u.deleted_at is null and (u.firebase_uid = p_firebase_uid or u.email = lower(p_email)))
  then
    raise exception 'already a member' using errcode = 'OC005';
  end if;
exception when unique_violation then
  raise exception 'already a member' using errcode = 'OC005';
end $$;

grant execute on function
  app.change_role(uuid, text),
  app.remove_member(uuid),
  app.invite(text, text, text, interval, integer),
  app.revoke_invitation(uuid),
  app.accept_invitation(text, text, text, text)
to oct_app;
