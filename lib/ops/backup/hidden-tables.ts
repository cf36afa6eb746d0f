import type pg from 'pg'
import { DUMPED_TABLES } from './table-contents.ts'

/**
 * Tables of which row-level security may hide rows from the client's role. `pg_dump --enable-row-security` omits such
 * rows silently, so a backup must not begin.
 */
export async function hiddenTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `with policy as (
       select polrelid, polpermissive, pg_get_expr(polqual, polrelid) = 'true' as opens
       from pg_policy
       where polcmd in ('*', 'r')
         and exists (select from unnest(polroles) role where role = 0 or pg_has_role(role, 'usage')))
     select t.name from (${DUMPED_TABLES}) t
     where row_security_active(t.oid) and (
       not exists (select from policy where polrelid = t.oid and polpermissive and opens)
       or exists (select from policy where polrelid = t.oid and not polpermissive and not opens))
     order by t.name`,
  )
  return rows.map((row) => row.name)
}
