import type pg from 'pg'

/** A table with all that belongs to it, a function, …: its name, and SQL that would create it. */
export type SchemaObject = { name: string; sql: string }

const OURS = `select n.oid from pg_namespace n where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`
const NOT_OF_AN_EXTENSION = (catalog: string, oid: string) =>
  `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`

/** GRANTs to others than the owner, a line for each of them; `columns` of the privileges, where it is not about all. */
const GRANTS = (acl: string, owner: string, what: string) => `(
  select string_agg(format('grant %s on %s to %s;', g.privileges, ${what}, g.grantee), e'\\n' order by g.grantee)
  from (
    select case grantee when 0 then 'public' else pg_get_userbyid(grantee) end as grantee,
      string_agg(lower(privilege_type), ', ' order by privilege_type) as privileges
    from aclexplode(${acl}) where grantee <> ${owner} group by 1) g)`

const PREAMBLE = `
  select 1 as place, format('schema %I', n.nspname) as name, concat_ws(e'\\n',
      case when n.nspname <> 'public' then format('create schema %I;', n.nspname) end,
      ${GRANTS('n.nspacl', 'n.nspowner', `format('schema %I', n.nspname)`)}) as sql
    from pg_namespace n where n.oid in (${OURS})
  union all
  select 2, format('extension %I', extname), format('create extension %I with schema %s;', extname, extnamespace::regnamespace)
    from pg_extension where extname <> 'plpgsql'
  union all
  select 3, format('collation %I.%I', n.nspname, c.collname), format('create collation %I.%I (provider = %s, locale = %L);',
      n.nspname, c.collname, case c.collprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end,
      coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale'))
    from pg_collation c join pg_namespace n on n.oid = c.collnamespace where n.oid in (${OURS})
  union all
  select 4, format('default privileges of %s', pg_get_userbyid(a.defaclrole)), coalesce(
      ${GRANTS('a.defaclacl', 'a.defaclrole', `'new ' || case a.defaclobjtype when 'f' then 'functions' else a.defaclobjtype::text end`)},
      format('alter default privileges for role %s revoke all on %s from public;', pg_get_userbyid(a.defaclrole),
        case a.defaclobjtype when 'f' then 'functions' else a.defaclobjtype::text end))
    from pg_default_acl a`

const COLUMNS = `(
  select string_agg('  ' || concat_ws(' ', format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)),
      case when a.attnotnull then 'not null' end,
      case when a.attgenerated = 's' then format('generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
        else 'default ' || pg_get_expr(d.adbin, d.adrelid) end), e',\\n' order by a.attnum)
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)`

const CONSTRAINTS = `(
  select string_agg(format('  constraint %I %s', k.conname, pg_get_constraintdef(k.oid)), e',\\n'
    order by position(k.contype::text in 'pucfx'), k.conname collate "C")
  from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'c', 'f', 'x'))`

const INDEXES = `(
  select string_agg(pg_get_indexdef(i.indexrelid) || ';' || case when i.indisvalid then '' else ' -- INVALID' end, e'\\n'
    order by i.indexrelid::regclass::text collate "C")
  from pg_index i where i.indrelid = c.oid
    and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')))`

const POLICIES = `(
  select string_agg(concat(format('create policy %I on %s', p.polname, t.name),
      case when not p.polpermissive then ' as restrictive' end,
      ' for ', case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
      ' to ', array_to_string(array(select case r when 0 then 'public' else pg_get_userbyid(r) end from unnest(p.polroles) r order by 1), ', '),
      e'\\n  using (' || pg_get_expr(p.polqual, p.polrelid) || ')',
      e'\\n  with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', ';'),
    e'\\n' order by p.polname collate "C")
  from pg_policy p where p.polrelid = c.oid)`

const COLUMN_GRANTS = `(
  select string_agg(format('grant %s (%s) on %s to %s;', g.privilege, g.columns, t.name, g.grantee), e'\\n'
    order by g.grantee, g.privilege)
  from (
    select pg_get_userbyid(x.grantee) as grantee, lower(x.privilege_type) as privilege,
      string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
    from pg_attribute a, aclexplode(a.attacl) x where a.attrelid = c.oid and not a.attisdropped group by 1, 2) g)`

const TRIGGERS = `(
  select string_agg(concat(pg_get_triggerdef(g.oid, true), ';', case when g.tgenabled <> 'O' then ' -- enabled: ' || g.tgenabled::text end),
    e'\\n' order by g.tgname collate "C")
  from pg_trigger g where g.tgrelid = c.oid and not g.tgisinternal)`

const TABLES = `
  select 4, format('table %s', t.name), concat_ws(e'\\n',
    format(e'create %stable %s (\\n%s\\n)%s%s;', case c.relpersistence when 'u' then 'unlogged ' end, t.name,
      concat_ws(e',\\n', ${COLUMNS}, ${CONSTRAINTS}),
      case when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid) end,
      ' with (' || array_to_string(c.reloptions, ', ') || ')'),
    ${INDEXES},
    case when c.relrowsecurity then format('alter table %s enable row level security;', t.name) end,
    case when c.relforcerowsecurity then format('alter table %s force row level security;', t.name) end,
    ${POLICIES}, ${GRANTS('c.relacl', 'c.relowner', 't.name')}, ${COLUMN_GRANTS}, ${TRIGGERS})
  from pg_class c, format('%s', c.oid::regclass) t (name)
  where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace in (${OURS}) and c.relname <> '_prisma_migrations'
    and ${NOT_OF_AN_EXTENSION('pg_class', 'c.oid')}`

const VIEWS = `
  select 5, format('view %s', c.oid::regclass), concat_ws(e'\\n', format(e'create %s %s%s as\\n%s',
      case c.relkind when 'v' then 'view' else 'materialized view' end, c.oid::regclass,
      ' with (' || array_to_string(c.reloptions, ', ') || ')', pg_get_viewdef(c.oid, true)),
    ${GRANTS('c.relacl', 'c.relowner', 'c.oid::regclass')})
  from pg_class c where c.relkind in ('v', 'm') and c.relnamespace in (${OURS}) and ${NOT_OF_AN_EXTENSION('pg_class', 'c.oid')}`

const ROUTINES = `
  select 6, format('%s %s', case p.prokind when 'p' then 'procedure' else 'function' end, p.oid::regprocedure),
    concat_ws(e'\\n', rtrim(pg_get_functiondef(p.oid), e'\\n') || ';',
      ${GRANTS(`coalesce(p.proacl, acldefault('f', p.proowner))`, 'p.proowner', `'function ' || p.oid::regprocedure`)})
  from pg_proc p where p.prokind in ('f', 'p') and p.pronamespace in (${OURS}) and ${NOT_OF_AN_EXTENSION('pg_proc', 'p.oid')}`

/** The schema as it is in the catalog, but for partitions, which the schedule makes; each thing once, in an order that depends on names alone. */
export async function describeSchema(client: pg.Client): Promise<SchemaObject[]> {
  // With no schema in the path, PostgreSQL writes all names with theirs.
  await client.query(`set search_path = ''`)
  const { rows } = await client.query<SchemaObject & { isOld: boolean }>(
    `select name, sql, current_setting('server_version_num')::integer < 160000 as "isOld" from (${[PREAMBLE, TABLES, VIEWS, ROUTINES].join('\n  union all\n')}) objects
     order by place, name collate "C"`,
  )
  await client.query('reset search_path')
  return rows.map(({ name, sql, isOld }) => ({ name, sql: isOld ? withoutSoleTable(sql) : sql }))
}

const SOLE_TABLE = /^ {3}FROM (?:\w+\.)?(\w+)(?: (\w+))?;?$/m

/** Before PostgreSQL 16 the columns of a view over one table have its name before theirs. */
function withoutSoleTable(sql: string): string {
  const [, table, alias = table] = SOLE_TABLE.exec(sql) ?? []
  if (!sql.startsWith('create view') || alias === undefined || /\b(JOIN|LATERAL)\b/.test(sql)) return sql
  return sql.replace(new RegExp(`(?<![\\w.])${alias}\\.(?=\\w)`, 'g'), '')
}
