-- EXPLAIN needs no session, and estimates come from the statistics of all organizations: whoever can compare a column by
-- an operator that PostgreSQL counts as leakproof can bisect what is most common in it. So the planner keeps statistics
-- of columns only that hold one of a few words or flags, and of those that the plans cannot do without.

-- What the planner may know of a table, by column name: a closed set, or (with the least that ANALYZE can keep) a time of
-- which the plans need the share of nulls. prisma/handbook/threat-model.md says what each tells.
create function app.planner_columns() returns table (name text, target integer)
language sql immutable parallel safe set search_path = ''
begin atomic
  select known.name, -1 from unnest(array['status', 'kind', 'type', 'role', 'action', 'severity', 'code', 'sync_status',
    'deployment_state', 'deployment_worst', 'deployment_rank']) known (name)
  union all
  values ('deleted_at', 1), ('resolved_at', 1);
end;

-- Takes the statistics of all other columns away from a table. Call it again after a column or an index was added.
create procedure app.hide_from_planner(p_table regclass)
language plpgsql set search_path = '' as $$
declare
  v_schema name;
  v_name name;
  v_column name;
  v_target integer;
  v_index regclass;
  v_index_name name;
  v_number smallint;
begin
  -- 1. Columns.
  select n.nspname, c.relname into v_schema, v_name
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.oid = p_table;
  for v_column, v_target in
    select a.attname, coalesce(c.target, 0)
    from pg_catalog.pg_attribute a left join app.planner_columns() c on c.name = a.attname
    where a.attrelid = p_table and a.attnum > 0 and not a.attisdropped
  loop
    execute format('alter table %s alter column %I set statistics %s', p_table, v_column, v_target);
    -- Those that an ANALYZE has left already; before PostgreSQL 18 only a superuser can remove them.
    if current_setting('server_version_num')::integer >= 180000 then
      execute format('select pg_catalog.pg_clear_attribute_stats(%L, %L, %L, false)', v_schema, v_name, v_column);
    end if;
  end loop;

  -- 2. Expressions of indexes, which have statistics of their own.
  for v_index, v_index_name, v_number, v_column in
    select x.indexrelid, i.relname, a.attnum, a.attname
    from pg_catalog.pg_index x
    join pg_catalog.pg_class i on i.oid = x.indexrelid
    join pg_catalog.pg_attribute a on a.attrelid = x.indexrelid
    where x.indrelid = p_table and x.indexprs is not null and x.indkey[a.attnum - 1] = 0
  loop
    execute format('alter index %s alter column %s set statistics 0', v_index, v_number);
    if current_setting('server_version_num')::integer >= 180000 then
      execute format('select pg_catalog.pg_clear_attribute_stats(%L, %L, %L, false)', v_schema, v_index_name, v_column);
    end if;
  end loop;
end $$;

do $$
declare
  v_table regclass;
begin
  for v_table in
    select c.oid from pg_catalog.pg_class c
    where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace) and c.relkind = 'r'
      and c.relname <> '_prisma_migrations'
  loop
    call app.hide_from_planner(v_table);
  end loop;
end $$;
