import type pg from 'pg'

/**
 * Large objects have no policy, no organization and no table, and every login may make them. Only the owner of the
 * functions may change that, who is a superuser; backups leave large objects out in any case.
 * @returns what was done
 */
export async function denyLargeObjects(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string; ours: boolean }>(
    `select oid::regprocedure::text as name, pg_has_role(proowner, 'USAGE') as ours
     from pg_proc where pronamespace = 'pg_catalog'::regnamespace and (proname ^@ 'lo_' or proname in ('loread', 'lowrite'))
       and has_function_privilege('public', oid, 'EXECUTE')`,
  )
  const revocable = rows.filter(({ ours }) => ours)
  if (revocable.length > 0) {
    await client.query(
      `REVOKE EXECUTE ON FUNCTION ${revocable.map(({ name }) => name).join(', ')} FROM PUBLIC`,
    )
  }
  return revocable.length === rows.length
    ? 'large objects: no login may make any'
    : 'large objects: this admin may not take the right to make them away; backups leave them out'
}
