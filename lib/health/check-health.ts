import { env } from '../settings/env.ts'
import { CHECKS } from './checks.ts'
import { readFacts } from './facts/read-facts.ts'
import type { Health } from './health-view.ts'

/** What the operator wants to know of the service; nothing of any tenant. */
export async function checkHealth(requestId: string, now: () => Date = () => new Date()): Promise<Health> {
  const facts = await readFacts(requestId, env(), now)
  const { database, system } = facts
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
