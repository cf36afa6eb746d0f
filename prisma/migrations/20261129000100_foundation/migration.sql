-- Everything that is not a tenant table lives in schema app. Applied as oct_owner (`npm run db:roles` makes the roles).
create schema app;
grant usage on schema app, public to oct_app, oct_system;

-- The global form: a schema-wide one cannot take away what PostgreSQL grants PUBLIC by default.
alter default privileges for role oct_owner revoke execute on functions from public;

-- For the search over customers. Both are trusted: the owner of the database may create them, and PostgreSQL's contrib
-- package (which hosted databases have) contains them.
create extension if not exists pg_trgm with schema public;
create extension if not exists btree_gin with schema public;

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

-- The form in which texts are compared by the search: without case and without accents, in whichever Unicode form they
-- are written.
create function app.search_key(p_text text) returns text
language sql immutable parallel safe set search_path = ''
return replace(
  lower(regexp_replace(normalize(p_text, nfkd), E'[\u0300-\u036f]', '', 'g')),
  'ß', 'ss');

-- Whole milliseconds from p_now until p_then: at least 1, at most a day.
create function app.ms_until(p_then timestamptz, p_now timestamptz) returns integer
language sql immutable parallel safe set search_path = ''
return least(greatest(ceil(extract(epoch from p_then - p_now) * 1000), 1), 86400000)::integer;

create function app.set_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := clock_timestamp();
  return new;
end $$;

grant execute on function app.uuid_v7() to oct_app, oct_system;
grant execute on function app.search_key(text) to oct_app;
