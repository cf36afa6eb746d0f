import type pg from 'pg'
import { DUMPED_TABLES } from './table-contents.ts'

const OURS = `select n.oid from pg_namespace n where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`

/** Without an owner's implicit rights, of which newer servers have more. */
const GRANTS = (acl: string, owner: string) =>
  `from aclexplode(${acl}) g where g.grantee <> ${owner}
   order by case g.grantee when 0 then '' else pg_get_userbyid(g.grantee) end, g.privilege_type`
const GRANT = `case g.grantee when 0 then 'PUBLIC' else pg_get_userbyid(g.grantee) end || ' ' || g.privilege_type`

/**
 * One text for each object, the same on every supported version, and before and after a restore. PostgreSQL stores some
 * definitions parsed and may print them differently: the parentheses of a trigger's condition, and the body of a
 * `begin atomic` function, which is left out (the dump has it, with its checksum).
 */
const LINES = `
  with ours as (${OURS}), t as (${DUMPED_TABLES})
  select format('table %s owner %s rls %s forced %s grants %s', t.name, pg_get_userbyid(c.relowner), c.relrowsecurity,
      c.relforcerowsecurity, array(select ${GRANT} ${GRANTS('c.relacl', 'c.relowner')})) as line
    from t join pg_class c using (oid)
  union all
  select format('column %s.%I %s notnull %s default %s grants %s', t.name, a.attname,
      format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
      array(select ${GRANT} ${GRANTS('a.attacl', 'c.relowner')}))
    from t join pg_class c using (oid) join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
  union all
  select format('constraint %s.%I valid %s %s', t.name, k.conname, k.convalidated, pg_get_constraintdef(k.oid))
    from t join pg_constraint k on k.conrelid = t.oid and k.contype in ('c', 'f', 'p', 'u', 'x')
  union all
  select format('index valid %s %s', i.indisvalid, pg_get_indexdef(i.indexrelid)) from t join pg_index i on i.indrelid = t.oid
  union all
  select format('policy %s.%I for %s to %s permissive %s using %s check %s', t.name, p.polname, p.polcmd,
      array(select case role when 0 then 'PUBLIC' else pg_get_userbyid(role) end from unnest(p.polroles) role order by 1),
      p.polpermissive, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
    from t join pg_policy p on p.polrelid = t.oid
  union all
  select format('trigger enabled %s %s', g.tgenabled, translate(pg_get_triggerdef(g.oid), '()', ''))
    from t join pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal
  union all
  select format('function %s owner %s definer %s %s %s grants %s body %s', p.oid::regprocedure,
      pg_get_userbyid(p.proowner), p.prosecdef, p.provolatile, p.proconfig,
      array(select ${GRANT} ${GRANTS("coalesce(p.proacl, acldefault('f', p.proowner))", 'p.proowner')}),
      case when p.prosqlbody is null then md5(p.prosrc) else 'parsed' end)
    from pg_proc p where p.pronamespace in (select oid from ours) and p.prokind in ('f', 'p')
      and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  union all
  select format('schema %I grants %s', n.nspname, array(select ${GRANT} ${GRANTS('n.nspacl', 'n.nspowner')}
      )) from pg_namespace n where n.oid in (select oid from ours)
  union all
  select format('%s %s %s', case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'sequence' end,
      c.oid::regclass, case when c.relkind <> 'S' then c.reloptions::text || pg_get_viewdef(c.oid) end)
    from pg_class c where c.relkind in ('v', 'm', 'S') and c.relnamespace in (select oid from ours)
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  union all
  select format('default grants of %s %s', pg_get_userbyid(a.defaclrole), array(select ${GRANT} ${GRANTS('a.defaclacl', 'a.defaclrole')}))
    from pg_default_acl a
  union all
  select format('extension %I', extname) from pg_extension where extname <> 'plpgsql'`

/** All definitions, one line each: tables, keys, policies, triggers, functions, grants. */
export async function describeCatalog(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `select replace(line, e'\\n', ' ') as line from (${LINES}) lines`,
  )
  // Not sorted by the server, whose order depends on its locale.
  return rows.map((row) => row.line).sort()
}

/** Where two descriptions differ, one line each; `surplus` labels what is not expected. */
export function compareCatalog(
  expected: readonly string[],
  found: readonly string[],
  surplus = 'not in the backup',
): string[] {
  const there = new Set(found)
  const wanted = new Set(expected)
  return [
    ...expected.filter((line) => !there.has(line)).map((line) => `missing: ${line}`),
    ...found.filter((line) => !wanted.has(line)).map((line) => `${surplus}: ${line}`),
  ]
}
