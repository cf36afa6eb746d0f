-- Customers are searched by what their trackings' evidence says, too.
drop function app.search_customers(text, text, smallint, boolean, boolean, text, text, text, uuid, integer);
create function app.search_customers(
  p_text text, p_status text, p_deployment smallint, p_evidence smallint, p_has_findings boolean, p_deleted boolean, p_sort text,
  p_order text, p_after text, p_after_id uuid, p_take integer)
returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_key constant text := app.search_key(p_text);
  v_pattern constant text := '%' || regexp_replace(v_key, '([\\%_])', '\\\1', 'g') || '%';
  v_type constant text := case p_sort when 'name' then 'text' when 'created_at' then 'timestamptz'
    when 'deployment_rank' then 'smallint' when 'evidence_rank' then 'smallint' when 'open_findings' then 'integer' end;
  v_direction constant text := case p_order when 'asc' then 'asc' when 'desc' then 'desc' end;
  v_scope constant text :=
    'c.organization_id = $1 and c.deleted_at is ' || case when p_deleted then 'not null' else 'null' end;
  v_fits constant text := 'c.search_text like $2 and ($3::text is null or c.status = $3)'
    ' and ($7::smallint is null or c.deployment_rank = $7) and ($8::boolean is null or (c.open_findings > 0) = $8)'
    ' and ($9::smallint is null or c.evidence_rank = $9)';
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
  into v_ids using v_organization, v_pattern, p_status, p_after, p_after_id, p_take, p_deployment, p_has_findings, p_evidence;
  -- 3. Where they do not fill the page: from the index of the text.
  if cardinality(v_ids) < p_take then
    execute format(
      'with found as materialized (select * from public.customer c where %s and %s)
       select array(select c.id from found c where %s %s limit $6)',
      v_scope, v_fits, v_after, v_sorted)
    into v_ids using v_organization, v_pattern, p_status, p_after, p_after_id, p_take, p_deployment, p_has_findings, p_evidence;
  end if;
  return query select * from unnest(v_ids);
end $$;
grant execute on function
  app.search_customers(text, text, smallint, smallint, boolean, boolean, text, text, text, uuid, integer) to oct_app;
