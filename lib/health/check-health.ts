import { readAuditState } from '../audit/read-audit-state.ts'
import { callSystem } from '../db/system-pool.ts'
import { env } from '../settings/env.ts'
import { describeError, log } from '../telemetry/log.ts'
import { CHECKS } from './checks.ts'
import type { Asked, Facts } from './facts/facts.ts'
import { readAsTenant } from './facts/read-as-tenant.ts'
import { readDatabaseFacts } from './facts/read-database-facts.ts'
import { readKeyFacts } from './facts/read-key-facts.ts'
import { readSystemFacts } from './facts/read-system-facts.ts'
import type { Health } from './health-view.ts'

/**
 * What the operator wants to know of the service; nothing of any tenant. Each question is asked once, all at the same
 * time; one that fails is a check that fails, and the log has its error.
 */
export async function checkHealth(requestId: string, now: () => Date = () => new Date()): Promise<Health> {
  const { VERCEL_ENV: environment, QUOTA_PER_DAY: quotaPerDay, GOOGLE_WRITES } = env()
  const googleWrites = GOOGLE_WRITES === 'on'
  const [database, system, written, tenantRead, keys, audit] = await Promise.all([
    asked('database', readDatabaseFacts()),
    asked('system', readSystemFacts(now(), googleWrites)),
    asked('write', recordOwnVisit(now())),
    asked('tenant', readAsTenant(requestId, now())),
    asked('keys', readKeyFacts()),
    asked('audit', readAuditState(now())),
  ])
  const parts = { database, system, written, tenantRead, keys, audit }
  const facts: Facts = { ...parts, environment, quotaPerDay, googleWrites, now: now() }
  const checks = Object.entries(CHECKS).map(([check, judge]) => ({ check, ...judge(facts) }))
  return {
    status: checks.some(({ status }) => status === 'fail') ? 'fail' : 'ok',
    ...('value' in database && {
      database: {
        serverVersion: database.value.serverVersion,
        timeZone: database.value.timeZone,
        migration: 'value' in system ? system.value.migration : null,
        rowSecurityEnforced: database.value.rowSecurityEnforced,
      },
    }),
    checks,
  }
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
