import type { AuditState } from '../../audit/read-audit-state.ts'
import type { TenantRead } from './read-as-tenant.ts'
import type { DatabaseFacts } from './read-database-facts.ts'
import type { KeyFacts } from './read-key-facts.ts'
import type { SystemFacts } from './read-system-facts.ts'

/** Something that was asked for: what it is, or why it could not be had. */
export type Asked<T> = { value: T } | { error: unknown }

/** What the checks judge; each part is asked for once. */
export type Facts = {
  /** As the login of `DATABASE_URL`. */
  database: Asked<DatabaseFacts>
  /** As the login of `SYSTEM_DATABASE_URL`. */
  system: Asked<SystemFacts>
  /** A write as that login. */
  written: Asked<void>
  tenantRead: Asked<TenantRead>
  keys: Asked<KeyFacts>
  audit: Asked<AuditState>
  quotaPerDay: number
  /** Whether the operator lets the service write at Google. */
  googleWrites: boolean
  now: Date
  /** Where the functions run, as Vercel says. */
  environment: string | undefined
}
