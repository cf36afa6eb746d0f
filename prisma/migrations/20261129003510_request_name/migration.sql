-- As before, but a session is named for its request only where the caller wants it: the server reports a new name behind the
-- rows of the statement, and PgBouncer before 1.19 waits without end where that report does not fit into its buffer whole.
create or replace function app.enter(p_signed text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'user', 'key', 'run', 'refresh', 'collection');
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
  when 'collection' then
    if v_writes then
      perform from public.evidence_account e
      where e.organization_id = v_organization and e.ads_account_id = v_actor
        and e.lease_owner = v_lease_owner and e.fence = v_fence and e.lease_until > clock_timestamp()
      for no key update;
    else
      perform from public.evidence_account e
      where e.organization_id = v_organization and e.ads_account_id = v_actor
        and e.lease_owner = v_lease_owner and e.fence = v_fence and e.lease_until > clock_timestamp();
    end if;
    if not found then
      raise exception 'lease lost' using errcode = 'OC004';
    end if;
  end case;

  -- 3. Open the session.
  perform app.open_session(v_organization, v_kind, v_actor, v_claims ->> 'request'),
    set_config('app.sees_deleted', case when v_claims ->> 'includeDeleted' = 'true' then 'on' else '' end, true),
    case when v_claims ->> 'namesSession' = 'true' then
      set_config('application_name', left(concat_ws(' ', v_claims ->> 'request', v_claims ->> 'operation'), 63), true) end;
end $$;
