-- How texts are compared: one collation, two keys made with it. The key of a name tells whether two names are the same;
-- the key of the search also leaves out accents and strokes.

-- Of ICU, so that letters fold alike whatever the locale of the database. It is the owner's, who can renew its recorded
-- version (`alter collation app.folding refresh version`) where the server got another ICU.
create collation app.folding (provider = icu, locale = 'und');

-- Two names are the same in either case of letters, in any Unicode form or width, with more or fewer spaces, and with or
-- without characters that are not shown. Lower, upper and lower again is full case folding (ß, ẞ and ss); a sigma at the
-- end of a word is a sigma.
create function app.name_key(p_text text) returns text
language sql immutable parallel safe set search_path = ''
return replace(
  btrim(regexp_replace(
    normalize(
      lower(upper(lower(
        normalize(
          regexp_replace(
            p_text,
            '[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]',
            '', 'g'),
          nfkd) collate app.folding))),
      nfkc) collate "C",
    ' +', ' ', 'g')),
  'ς', 'σ');

-- Letters that Unicode does not take apart become those that people type instead, as PostgreSQL's unaccent has them. The
-- four i of Turkish are one.
create or replace function app.search_key(p_text text) returns text
language sql immutable parallel safe set search_path = ''
return btrim(regexp_replace(
  replace(replace(replace(
    translate(
      regexp_replace(normalize(app.name_key(p_text), nfkd) collate "C", '[\u0300-\u036f]', '', 'g'),
      'ðøđħıĸłŋŧƀƃƈƌƒƙƚƞƥƫƭƴƶǥȡȥȴȵȶȷȼȿɀɇɉɍɏ',
      'dodhiqlntbbcdfklnpttyzgdzlntjcszejry'),
    'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
  ' +', ' ', 'g'));

grant execute on function app.name_key(text) to oct_app;

-- The column is made again, as that is how its values are: one pass over the table, 0.1 ms a customer.
alter table customer drop column search_text;
alter table customer
  add column search_text text generated always as (app.search_key(name || E'\n' || website_url)) stored;
create index customer_search_live_idx on customer using gin (organization_id, search_text gin_trgm_ops)
  with (fastupdate = off) where deleted_at is null;

-- The same search, which says so where nothing of a text is left to search for: OC020.
create or replace function app.search_customers(
  p_text text, p_status text, p_deployment smallint, p_has_findings boolean, p_deleted boolean, p_sort text,
  p_order text, p_after text, p_after_id uuid, p_take integer)
returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_key constant text := app.search_key(p_text);
  v_pattern constant text := '%' || regexp_replace(v_key, '([\\%_])', '\\\1', 'g') || '%';
  v_type constant text := case p_sort when 'name' then 'text' when 'created_at' then 'timestamptz'
    when 'deployment_rank' then 'smallint' when 'open_findings' then 'integer' end;
  v_direction constant text := case p_order when 'asc' then 'asc' when 'desc' then 'desc' end;
  v_scope constant text :=
    'c.organization_id = $1 and c.deleted_at is ' || case when p_deleted then 'not null' else 'null' end;
  v_fits constant text := 'c.search_text like $2 and ($3::text is null or c.status = $3)'
    ' and ($7::smallint is null or c.deployment_rank = $7) and ($8::boolean is null or (c.open_findings > 0) = $8)';
  v_after constant text := format('($5::uuid is null or (c.%I, c.id) %s ($4::%s, $5))',
    p_sort, case v_direction when 'asc' then '>' else '<' end, v_type);
  v_sorted constant text := format('order by c.%1$I %2$s, c.id %2$s', p_sort, v_direction);
  v_ids uuid[];
begin
  -- 1. Something to search for.
  if v_key = '' then
    raise exception 'nothing to search for' using errcode = 'OC020';
  end if;
  -- 2. From the next 1000 of the list.
  execute format(
    'select array(
       select c.id
       from (select * from public.customer c where %s and %s %s limit 1000) c
       where %s %3$s limit $6)',
    v_scope, v_after, v_sorted, v_fits)
  into v_ids using v_organization, v_pattern, p_status, p_after, p_after_id, p_take, p_deployment, p_has_findings;
  -- 3. Where they do not fill the page: from the index of the text.
  if cardinality(v_ids) < p_take then
    execute format(
      'with found as materialized (select * from public.customer c where %s and %s)
       select array(select c.id from found c where %s %s limit $6)',
      v_scope, v_fits, v_after, v_sorted)
    into v_ids using v_organization, v_pattern, p_status, p_after, p_after_id, p_take, p_deployment, p_has_findings;
  end if;
  return query select * from unnest(v_ids);
end $$;

-- Names that are there are spelled as new ones are: NFC, one space between words (which signs are space depends on the
-- locale, so they are named). Trackings that would have the same name then, or in another case, are told apart by a
-- number, oldest first; each change is on record.
update organization set name = btrim(regexp_replace(normalize(name), E'[\\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+', ' ', 'g'))
where name <> btrim(regexp_replace(normalize(name), E'[\\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+', ' ', 'g'));
update customer set name = btrim(regexp_replace(normalize(name), E'[\\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+', ' ', 'g'))
where name <> btrim(regexp_replace(normalize(name), E'[\\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+', ' ', 'g'));
-- Deferred checks of the log come before the indexes change.
set constraints all immediate;

drop index tracking_name_live_key;
with spelled as (
  select id, btrim(regexp_replace(normalize(name), E'[\\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+', ' ', 'g')) as name,
    row_number() over (
      partition by organization_id, customer_id, app.name_key(name), deleted_at is null order by created_at, id) as n
  from tracking
)
update tracking t
set name = case when s.n = 1 or t.deleted_at is not null then s.name else left(s.name, 70) || ' (' || s.n || ')' end
from spelled s
where t.id = s.id and (t.name <> s.name or (s.n > 1 and t.deleted_at is null));
-- A number may be the name of another already; the random end of the id is nobody's.
with numbered as (
  select id, row_number() over (
      partition by organization_id, customer_id, app.name_key(name) order by created_at, id) as n
  from tracking where deleted_at is null
)
update tracking t set name = left(t.name, 60) || ' (' || right(t.id::text, 12) || ')'
from numbered n where t.id = n.id and n.n > 1;
set constraints all immediate;
create unique index tracking_name_live_key on tracking (organization_id, customer_id, app.name_key(name))
  where deleted_at is null;
set constraints all deferred;

-- The live tracking that has the name of a deleted one is found by the key too.
create or replace function app.restore_tracking(p_tracking uuid)
returns table (outcome text, customer_id uuid, jobs jsonb, blocker_id uuid)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_customer_is_live boolean;
  v_tracking public.tracking;
  v_constraint text;
begin
  select c.id, c.deleted_at is null into customer_id, v_customer_is_live
  from public.tracking t join public.customer c on c.organization_id = t.organization_id and c.id = t.customer_id
  where t.organization_id = v_organization and t.id = p_tracking
  for no key update of c;
  select t.* into v_tracking from public.tracking t
  where t.organization_id = v_organization and t.id = p_tracking
  for no key update;
  if not found then
    return;
  end if;

  outcome := case
    when v_tracking.deleted_at is null then 'LIVE'
    when not v_customer_is_live then 'CUSTOMER_DELETED' end;
  while outcome is null loop
    begin
      jobs := app.restore_trackings(v_organization, array[p_tracking]);
      outcome := 'RESTORED';
    exception when unique_violation then
      get stacked diagnostics v_constraint = constraint_name;
      if v_constraint <> 'tracking_name_live_key' then
        raise;
      end if;
      -- No row: the name was given up concurrently. Try again.
      select 'NAME_TAKEN', t.id into outcome, blocker_id from public.tracking t
      where t.organization_id = v_organization and t.customer_id = v_tracking.customer_id
        and app.name_key(t.name) = app.name_key(v_tracking.name) and t.deleted_at is null;
    end;
  end loop;
  return next;
end $$;

-- A new column, and an index over an expression.
call app.hide_from_planner('customer');
call app.hide_from_planner('tracking');
