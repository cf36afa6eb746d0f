import { readAuditState } from '../../audit/read-audit-state.ts'
import { callSystem } from '../../db/system-pool.ts'
import type { Env } from '../../settings/env.ts'
import { describeError, log } from '../../telemetry/log.ts'
import type { Asked, Facts } from './facts.ts'
import { readAsTenant } from './read-as-tenant.ts'
import { readDatabaseFacts } from './read-database-facts.ts'
import { readKeyFacts } from './read-key-facts.ts'
import { readSystemFacts } from './read-system-facts.ts'

/**
 * Asks each question of the checks once, all at the same time; one that fails is a fact too, and the log has its error.
 * @param readKeys how the encryption keys are tried
 */
export async function readFacts(
  requestId: string,
  { VERCEL_ENV: environment, QUOTA_PER_DAY: quotaPerDay, GOOGLE_WRITES }: Env,
  now: () => Date,
  readKeys = () => readKeyFacts(),
): Promise<Facts> {
  const googleWrites = GOOGLE_WRITES === 'on'
  const [database, system, written, tenantRead, keys, audit] = await Promise.all([
    asked('database', readDatabaseFacts()),
    asked('system', readSystemFacts(now(), googleWrites)),
    asked('write', recordOwnVisit(now())),
    asked('tenant', readAsTenant(requestId, now())),
    asked('keys', readKeys()),
    asked('audit', readAuditState(now())),
  ])
  const parts = { database, system, written, tenantRead, keys, audit }
  return { ...parts, environment, quotaPerDay, googleWrites, now: now() }
}

async function recordOwnVisit(now: Date): Promise<void> {
  await callSystem('select app.record_visit($1, 0, $2)', ['health', now])
}

async function asked<T>(part: string, asking: Promise<T>): Promise<Asked<T>> {
  try {
    return { value: await asking }
  } catch (error) {
    log.warn('health.query_failed', { part, ...describeError(error) })
    return { error }
  }
}
