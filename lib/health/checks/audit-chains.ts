import type { Facts } from '../facts/facts.ts'
import { fail, OK, type Verdict, warn } from '../verdict.ts'
import { unknown } from './unknown.ts'

/** Each chain is checked as a whole within two days; twice that says that the checks do not keep up. */
const WARN_FROM_MS = 4 * 86_400_000

/** No audit chain is broken or without the checkpoints that it should have, and all are checked in time. */
export function judgeAuditChains({ audit, now }: Facts): Verdict {
  if (!('value' in audit)) return unknown('SYSTEM_DATABASE_URL')
  const { broken, unsigned, oldestFullCheck } = audit.value
  if (broken.length + unsigned.length > 0) {
    return fail(
      `${broken.length} audit chains do not hold and ${unsigned.length} lack checkpoints: see audit.broken and audit.unsigned in the log, and the handbook.`,
    )
  }
  return oldestFullCheck && now.getTime() - oldestFullCheck.getTime() > WARN_FROM_MS
    ? warn(
        `An audit chain was last checked as a whole on ${oldestFullCheck.toISOString()}: does cron/maintain come?`,
      )
    : OK
}
