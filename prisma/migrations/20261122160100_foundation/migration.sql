-- Everything that is not a table lives in schema app. Run as oct_owner (npm run db:roles makes the roles).
create schema app;
grant usage on schema app, public to oct_app, oct_system;

-- The global form: a schema-wide one cannot take away what PostgreSQL grants PUBLIC by default.
alter default privileges for role oct_owner revoke execute on functions from public;

-- UUID version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then random bits. PostgreSQL 15 to 17 have none built in.
create function app.uuid_v7() returns uuid
language sql volatile parallel safe set search_path = ''
return encode(
  set_bit(
    set_bit(
      overlay(
        uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
        from 1 for 6),
      52, 1),
    53, 1),
  'hex')::uuid;

-- The organization that this transaction has entered; raises where none was. After a transaction-local setting ends,
-- PostgreSQL leaves '' behind, not NULL.
create function app.require_org() returns uuid
language plpgsql stable parallel safe set search_path = '' as $$
declare
  v_organization uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
begin
  if v_organization is null then
    raise exception 'no tenant has been entered' using errcode = '42501';
  end if;
  return v_organization;
end $$;

-- Whether this transaction asked to see soft-deleted rows (restore, purge, the sync engine).
create function app.sees_deleted() returns boolean
language sql stable parallel safe set search_path = ''
return coalesce(current_setting('app.sees_deleted', true), '') = 'on';

grant execute on function app.uuid_v7(), app.require_org(), app.sees_deleted() to oct_app, oct_system;

create function app.touch() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := clock_timestamp();
  return new;
end $$;

-- Puts the tenant wall around a table: forced row-level security, policies, column grants, updated_at.
--   p_insert, p_update: the columns that oct_app may write (none: no grant). It can never delete, move a row to
--   another organization, or set deleted_at: soft delete goes through functions.
-- The explicit (select …) makes PostgreSQL evaluate the functions once a statement, not once a row.
create procedure app.protect(p_table regclass, p_insert text[] default '{}', p_update text[] default '{}')
language plpgsql set search_path = '' as $$
declare
  v_key text := case when p_table = 'public.organization'::regclass then 'id' else 'organization_id' end;
  v_soft boolean := exists (
    select 1 from pg_catalog.pg_attribute where attrelid = p_table and attname = 'deleted_at' and not attisdropped);
  v_touched boolean := exists (
    select 1 from pg_catalog.pg_attribute where attrelid = p_table and attname = 'updated_at' and not attisdropped);
  v_mine text := format('%I = (select app.require_org())', v_key);
  v_live text := v_mine || case when v_soft then ' and (deleted_at is null or (select app.sees_deleted()))' else '' end;
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('alter table %s force row level security', p_table);
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
  if v_touched then
    execute format('create trigger touch before update on %s for each row execute function app.touch()', p_table);
  end if;
end $$;
