import { LOGIN_GROUPS, LOGIN_QUERY } from '../../db/login-check.ts'
import { LOGIN_STATE_SQL, type LoginState } from '../../db/login-drift.ts'
import { callSystem } from '../../db/system-pool.ts'

/** The last work of a cron job: how long ago it ended, or since when it is awaited, and how much of it failed. */
export type Visit = { seconds: number; failures: number }

export type SystemFacts = {
  visits: Readonly<Record<string, Visit>>
  quotaUsed: number
  overdueRuns: number
  lostLogins: number
  /** Ids of the keys that stored tokens need. */
  usedKeys: readonly string[]
  /** The newest applied migration; null where there is no record of them. */
  migration: string | null
  unfinishedMigrations: number
  loginIssues: string
  loginState: LoginState
}

/**
 * Asks what all organizations share, as the login of `SYSTEM_DATABASE_URL`: counts, and no row of a tenant.
 * @param googleWrites whether runs that write at Google are to be taken up at all
 */
export async function readSystemFacts(now: Date, googleWrites: boolean): Promise<SystemFacts> {
  const [row] = await callSystem<SystemFacts>(
    `select s.visits, s.quota_used as "quotaUsed", s.overdue_runs as "overdueRuns", s.lost_logins as "lostLogins",
       s.used_keys as "usedKeys", s.migration, s.unfinished_migrations as "unfinishedMigrations",
       login.issues as "loginIssues", to_jsonb(state) as "loginState"
     from app.service_state($2, $3) s cross join (${LOGIN_QUERY}) login cross join (${LOGIN_STATE_SQL}) state`,
    [LOGIN_GROUPS.SYSTEM_DATABASE_URL, now, googleWrites],
  )
  if (!row) throw new Error('app.service_state returned no row')
  return row
}
