import type pg from 'pg'

/**
 * An index names its operator class in schema `public`; some services install extensions elsewhere beforehand. To move
 * one may concern other users of the database, so a person decides it.
 * @throws Error with the line to run
 */
export async function requireExtensionSchema(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ schema: string; owner: string }>(
    `select n.nspname as schema, pg_get_userbyid(e.extowner) as owner
     from pg_extension e join pg_namespace n on n.oid = e.extnamespace
     where e.extname = 'pg_trgm' and n.nspname <> 'public' and to_regclass('public.customer_search_live_idx') is null`,
  )
  const [elsewhere] = rows
  if (!elsewhere) return
  throw new Error(
    `The extension pg_trgm is in schema ${elsewhere.schema}, and is needed in public. Run as ${elsewhere.owner}, then again:
  alter extension pg_trgm set schema public;`,
  )
}
