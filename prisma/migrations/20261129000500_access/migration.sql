-- Who may open a session: members, runs and refreshes with a lease; and how people become members by signing up.

-- Opens a tenant's session for the rest of this transaction, in the same round trip as its first statement.
-- The caller says who acts; the live row decides. SQLSTATEs, which lib/tenant/tenant-access-denied-error.ts names:
--   OC001 no live member   OC002 insufficient role   OC003 signed in before tokens_valid_after
--   OC004 the lease is lost (a run or refresh has a session only while its lease is live)
create function app.enter(
  p_organization uuid, p_kind text, p_actor text, p_required_role text, p_authenticated_at timestamptz,
  p_lease_owner uuid, p_fence integer, p_request text, p_deleted boolean
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_role text;
  v_valid_after timestamptz;
  v_writes boolean := current_setting('transaction_read_only') = 'off';
begin
  -- 1. Check the actor.
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
    elsif p_required_role is distinct from 'MEMBER' and v_role is distinct from p_required_role then
      raise exception 'insufficient role' using errcode = 'OC002';
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

  -- 2. Open the session.
  perform app.open_session(p_organization, p_kind, p_actor, p_request),
    set_config('app.sees_deleted', case when p_deleted then 'on' else '' end, true);
end $$;

-- Firebase uid → membership: the one question asked before a tenant is known.
create function app.find_membership(p_firebase_uid text)
returns table (organization_id uuid, user_id uuid, role text)
language sql stable security definer set search_path = ''
begin atomic
  select u.organization_id, u.id, u.role
  from public.user_account u join public.organization o on o.id = u.organization_id
  where u.firebase_uid = p_firebase_uid and u.deleted_at is null and o.deleted_at is null;
end;

-- A new organization with its first ADMIN. A session is opened, so that the audit log names the founder.
-- OC005: this uid or address already belongs to an organization.
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
  perform app.open_session(v_organization, 'user', v_user::text, p_request);
  return query select v_organization, v_user;
exception when unique_violation then
  raise exception 'already a member' using errcode = 'OC005';
end $$;

-- The newest migration that was applied, for the health check; the table of migrations itself is the owner's.
create function app.migration_head() returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select m.migration_name from public._prisma_migrations m
    where m.finished_at is not null and m.rolled_back_at is null order by m.started_at desc limit 1);
exception when undefined_table then
  return null;
end $$;

grant execute on function
  app.enter(uuid, text, text, text, timestamptz, uuid, integer, text, boolean),
  app.find_membership(text),
  app.sign_up(text, text, text, text, text),
  app.migration_head()
to oct_app;
