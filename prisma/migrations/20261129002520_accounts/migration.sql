-- People whose Firebase account or address is not what it was.

-- Whether a member has the address of the claims, who then signs in with another account than the one that asks. It is a
-- verified address of the caller, whom sign-up would tell the same.
create function app.is_address_of_member(p_signed text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'address');
begin
  return exists (
    select from public.user_account u where u.email = lower(v_claims ->> 'email') and u.deleted_at is null);
end $$;

-- The acting user's address follows the verified one of a token, unless the row was changed after the token was issued: an
-- older token still has the older address. Outcomes: 'done' · 'kept' · 'taken', by another member.
create function app.follow_address(p_signed text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'newAddress');
  v_email text := lower(v_claims ->> 'email');
begin
  update public.user_account u set email = v_email
  where u.organization_id = app.require_org() and u.id = app.acting_user() and u.id = (v_claims ->> 'user')::uuid
    and u.deleted_at is null and u.email <> v_email and u.updated_at < (v_claims ->> 'tokenIssuedAt')::timestamptz;
  return case when found then 'done' else 'kept' end;
exception when unique_violation then
  return 'taken';
end $$;

grant execute on function
  app.is_address_of_member(text),
  app.follow_address(text)
to oct_app;

-- Gives the membership of an address to another Firebase account: the member is removed, and joins again with the same
-- role. It is a new row, because instances remember which member an account is. The owner's alone
-- (`npm run members:relink`). Outcomes: 'done' · 'same', it has that account · 'no_member' · 'account_taken', by a member.
create function app.relink_member(p_email text, p_firebase_uid text)
returns table (outcome text, organization_id uuid, organization_name text, role text, old_user_id uuid, new_user_id uuid)
language plpgsql volatile set search_path = '' as $$
declare
  v_old public.user_account;
  v_deletion uuid := app.uuid_v7();
begin
  select u.organization_id into organization_id from public.user_account u
  where u.email = lower(p_email) and u.deleted_at is null;
  -- All changes of members lock the organization first.
  select o.name into organization_name from public.organization o
  where o.id = relink_member.organization_id and o.deleted_at is null for no key update;
  select u.* into v_old from public.user_account u
  where u.organization_id = relink_member.organization_id and u.email = lower(p_email) and u.deleted_at is null;
  old_user_id := v_old.id;
  role := v_old.role;
  outcome := case
    when organization_name is null or v_old.id is null then 'no_member'
    when v_old.firebase_uid = p_firebase_uid then 'same'
    when exists (
      select from public.user_account u where u.firebase_uid = p_firebase_uid and u.deleted_at is null)
    then 'account_taken'
    else 'done' end;
  if outcome = 'done' then
    new_user_id := app.uuid_v7();
    update public.user_account u
    set deleted_at = clock_timestamp(), deletion_id = v_deletion, tokens_valid_after = clock_timestamp()
    where u.organization_id = v_old.organization_id and u.id = v_old.id;
    perform app.revoke_invitations_of(v_old.organization_id, v_old.id, v_deletion);
    update public.oauth_state s
    set pending_grant = null, expires_at = least(s.expires_at, clock_timestamp())
    where s.organization_id = v_old.organization_id and s.user_id = v_old.id and s.completed_at is null;
    insert into public.user_account (id, organization_id, email, firebase_uid, role)
    values (new_user_id, v_old.organization_id, v_old.email, p_firebase_uid, v_old.role);
  end if;
  return next;
end $$;
