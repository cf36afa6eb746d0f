import type pg from 'pg'
import type { Group } from './groups.ts'

/**
 * Of the connections that the server has for ordinary logins, the share that each may have at most: more than its own
 * part (an instance opens 5 as oct_app and 2 as oct_system), so that nothing lies idle, and never what the others need.
 */
const SHARES: Record<Group, number> = { oct_app: 3 / 4, oct_system: 1 / 2, oct_owner: 1 / 2 }
/** A backup takes six, and a migration two. */
const LEAST = 10

/** How many connections a login of the group may have on this server. */
export async function connectionLimit(client: pg.Client, group: Group): Promise<number> {
  const { rows } = await client.query<{ usable: number }>(
    `select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as usable`,
  )
  return Math.max(LEAST, Math.floor((rows[0]?.usable ?? 0) * SHARES[group]))
}
