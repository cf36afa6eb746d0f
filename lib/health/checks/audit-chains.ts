import type { Facts } from '../facts/facts.ts'
import { fail, OK, type Verdict } from '../verdict.ts'
import { unknown } from './unknown.ts'

/** The last check of audit chains has found none that does not hold. */
export function judgeAuditChains({ system }: Facts): Verdict {
  if (!('value' in system)) return unknown('SYSTEM_DATABASE_URL')
  return system.value.visits['maintain']?.failures
    ? fail(
        'The last cron/maintain has found audit chains that do not hold: see audit.broken in the log, and the handbook.',
      )
    : OK
}
