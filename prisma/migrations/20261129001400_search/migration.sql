-- The customers of the session's organization, live or deleted, whose name or website contains a text, as one page of a
-- list: ids in the order of the list, after a position. Sort and order come from closed sets. A function, because LIKE
-- is not leakproof: under the policy it could not use the index.
-- A common text fills the page from the list's next 1000 customers; for any other, all that contain it are looked up and
-- sorted. The planner cannot tell the two apart: where there are policies, it may not read the statistics of a text.
-- Sequential scans are not priced out: that setting would hold for the check of the session's signature too, whose one-row
-- table has nothing else to be read by, and its price set off just-in-time compilation (600 ms for a search of 2 ms). The
-- planner reads the whole table only where the organization is most of it.
create function app.search_customers(
  p_text text, p_status text, p_deleted boolean, p_sort text, p_order text, p_after text, p_after_id uuid,
  p_take integer)
returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_pattern text := '%' || regexp_replace(app.search_key(p_text), '([\\%_])', '\\\1', 'g') || '%';
  v_type constant text := case p_sort when 'name' then 'text' when 'created_at' then 'timestamptz' end;
  v_direction constant text := case p_order when 'asc' then 'asc' when 'desc' then 'desc' end;
  v_scope constant text :=
    'c.organization_id = $1 and c.deleted_at is ' || case when p_deleted then 'not null' else 'null' end;
  v_fits constant text := 'c.search_text like $2 and ($3::text is null or c.status = $3)';
  v_after constant text := format('($5::uuid is null or (c.%I, c.id) %s ($4::%s, $5))',
    p_sort, case v_direction when 'asc' then '>' else '<' end, v_type);
  v_sorted constant text := format('order by c.%1$I %2$s, c.id %2$s', p_sort, v_direction);
  v_ids uuid[];
begin
  -- 1. From the next 1000 of the list.
  execute format(
    'select array(
       select c.id
       from (select * from public.customer c where %s and %s %s limit 1000) c
       where %s %3$s limit $6)',
    v_scope, v_after, v_sorted, v_fits)
  into v_ids using v_organization, v_pattern, p_status, p_after, p_after_id, p_take;
  -- 2. Where they do not fill the page: from the index of the text.
  if cardinality(v_ids) < p_take then
    execute format(
      'with found as materialized (select * from public.customer c where %s and %s)
       select array(select c.id from found c where %s %s limit $6)',
      v_scope, v_fits, v_after, v_sorted)
    into v_ids using v_organization, v_pattern, p_status, p_after, p_after_id, p_take;
  end if;
  return query select * from unnest(v_ids);
end $$;

grant execute on function app.search_customers(text, text, boolean, text, text, text, uuid, integer) to oct_app;
