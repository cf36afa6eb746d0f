-- Each kind of session reaches what it needs and no more: the renewal of tokens its connection and who has it, a run what
-- it syncs, a user everything of the organization.

-- The organization of this transaction's session, if that is of one of these kinds; raises where none is open.
create function app.require_org_as(variadic p_kinds text[]) returns uuid
language plpgsql stable parallel safe security definer set search_path = '' as $$
declare
  v_session jsonb := app.session();
begin
  if v_session is null then
    raise exception 'no tenant session is open' using errcode = '42501';
  elsif v_session ->> 'kind' = any (p_kinds) then
    return v_session ->> 'organization';
  end if;
  raise exception 'a session of kind % does not reach this', v_session ->> 'kind' using errcode = '42501';
end $$;

create or replace function app.require_org() returns uuid
language sql stable parallel safe security definer set search_path = ''
return app.require_org_as('user', 'run', 'system');

create function app.require_org_of_user() returns uuid
language sql stable parallel safe security definer set search_path = ''
return app.require_org_as('user', 'system');

create function app.require_org_of_any() returns uuid
language sql stable parallel safe security definer set search_path = ''
return app.require_org_as('user', 'run', 'refresh', 'system');

grant execute on function app.require_org_of_user(), app.require_org_of_any() to oct_app;

-- Isolates the tenants of a table from each other: forced row-level security, policies, column grants, no statistics,
-- updated_at. Called again, it makes the policies again and adds grants.
--   p_insert, p_update: the columns that oct_app may write (none: no grant). It can never delete, move a row to
--   another organization, or set deleted_at: soft delete goes through functions.
--   p_org: the function that gives the organization to the sessions that may reach the table.
-- The explicit (select …) makes PostgreSQL evaluate the functions once a statement, not once a row.
drop procedure app.protect(regclass, text[], text[]);
create procedure app.protect(
  p_table regclass, p_insert text[] default '{}', p_update text[] default '{}',
  p_org regproc default 'app.require_org')
language plpgsql set search_path = '' as $$
declare
  v_key text := case when p_table = 'public.organization'::regclass then 'id' else 'organization_id' end;
  v_soft boolean := exists (
    select 1 from pg_catalog.pg_attribute where attrelid = p_table and attname = 'deleted_at' and not attisdropped);
  v_touched boolean := exists (
    select 1 from pg_catalog.pg_attribute where attrelid = p_table and attname = 'updated_at' and not attisdropped);
  v_mine text := format('%I = (select %s())', v_key, p_org);
  v_live text := v_mine || case when v_soft then ' and (deleted_at is null or (select app.sees_deleted()))' else '' end;
  v_policy name;
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('alter table %s force row level security', p_table);
  for v_policy in
    select polname from pg_catalog.pg_policy where polrelid = p_table
      and polname in ('owner_all', 'tenant_select', 'tenant_insert', 'tenant_update', 'tenant_delete')
  loop
    execute format('drop policy %I on %s', v_policy, p_table);
  end loop;
  execute format('create policy owner_all on %s for all to oct_owner using (true) with check (true)', p_table);
  execute format('create policy tenant_select on %s for select to oct_app using (%s)', p_table, v_live);
  execute format('create policy tenant_insert on %s for insert to oct_app with check (%s%s)', p_table, v_mine,
    case when v_soft then ' and deleted_at is null' else '' end);
  execute format('create policy tenant_update on %s for update to oct_app using (%s) with check (%s)',
    p_table, v_live, v_live);
  execute format('create policy tenant_delete on %s for delete to oct_app using (false)', p_table);
  execute format('grant select on %s to oct_app', p_table);
  if p_insert <> '{}' then
    execute format('grant insert (%s) on %s to oct_app',
      (select string_agg(quote_ident(c), ', ') from unnest(p_insert) c), p_table);
  end if;
  if p_update <> '{}' then
    execute format('grant update (%s) on %s to oct_app',
      (select string_agg(quote_ident(c), ', ') from unnest(p_update) c), p_table);
  end if;
  call app.hide_from_planner(p_table);
  if v_touched then
    execute format('create or replace trigger set_updated_at before update on %s for each row execute function app.set_updated_at()', p_table);
  end if;
end $$;

call app.protect('user_account', p_org => 'app.require_org_of_user');
call app.protect('invitation', p_org => 'app.require_org_of_user');
call app.protect('oauth_state', p_org => 'app.require_org_of_user');
call app.protect('idempotency_key', p_org => 'app.require_org_of_user');
call app.protect('audit_log', p_org => 'app.require_org_of_user');
call app.protect('customer', p_org => 'app.require_org_of_any');
call app.protect('google_connection', p_org => 'app.require_org_of_any');

-- The renewal of tokens reaches the tokens of its own login only.
create function app.refreshed_account() returns text
language sql stable parallel safe security definer set search_path = ''
return (
  select case when s.session ->> 'kind' = 'refresh' then s.session ->> 'actor' end
  from app.session() as s (session));
grant execute on function app.refreshed_account() to oct_app;
create policy refresh_own on google_connection as restrictive for all to oct_app
  using (coalesce(google_account_id = (select app.refreshed_account()), true));

-- What only users do, by function too.
create or replace function app.revoke_invitation(p_invitation uuid) returns text
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.invitation i set deleted_at = clock_timestamp(), deletion_id = app.uuid_v7()
  where i.organization_id = app.require_org_of_user() and i.id = p_invitation
    and i.accepted_at is null and i.deleted_at is null;
  return case when found then 'done' else 'not_found' end;
end $$;

create or replace function app.claim_idempotency_key(p_key_hash text, p_fingerprint text, p_status smallint) returns void
language plpgsql volatile security definer set search_path = '' set lock_timeout = '2s' as $$
begin
  insert into public.idempotency_key as k (organization_id, key_hash, fingerprint, status)
  values (app.require_org_of_user(), p_key_hash, p_fingerprint, p_status)
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
  where k.organization_id = app.require_org_of_user() and k.key_hash = p_key_hash;
end;

create or replace function app.own_personal(p_commitments text[]) returns table (commitment text, value text)
language sql stable security definer set search_path = ''
begin atomic
  select p.commitment, p.value from app.audit_personal p
  where p.organization_id = app.require_org_of_user() and p.commitment = any (p_commitments);
end;
