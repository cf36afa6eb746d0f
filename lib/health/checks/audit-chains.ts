import { FULL_CHECK_EVERY_MS } from '../../audit/check-chains.ts'
import type { Facts } from '../facts/facts.ts'
import { fail, OK, type Verdict, warn } from '../verdict.ts'
import { unknown } from './unknown.ts'

/** Twice the interval says that the checks do not keep up. */
const WARN_FROM_MS = 2 * FULL_CHECK_EVERY_MS

/** No audit chain is broken or unsigned for long, and those that were ever checked as a whole were so in time. */
export function judgeAuditChains({ audit, environment, now }: Facts): Verdict {
  if (!('value' in audit)) return unknown('SYSTEM_DATABASE_URL')
  const { broken, unsigned, oldestFullCheck } = audit.value
  if (broken.length + unsigned.length > 0) {
    // A preview has no schedule that could sign.
    const judge = broken.length === 0 && environment === 'preview' ? warn : fail
    return judge(
      `${broken.length} audit chains do not hold and ${unsigned.length} should have been signed long before: see audit.broken and audit.unsigned in the log, and the handbook.`,
    )
  }
  return oldestFullCheck && now.getTime() - oldestFullCheck.getTime() > WARN_FROM_MS
    ? warn(
        `An audit chain was last checked as a whole on ${oldestFullCheck.toISOString()}: does cron/maintain come?`,
      )
    : OK
}
