import type { Facts } from '../facts/facts.ts'
import { fail, OK, type Verdict, warn } from '../verdict.ts'
import { unknown } from './unknown.ts'

/** Requests of Tag Manager on one day of Google's, as app.take_quota_slot grants them. */
const PER_DAY = 10_000
const WARN_FROM = 0.8

/** There is quota of Tag Manager left today. */
export function judgeQuota({ system }: Facts): Verdict {
  if (!('value' in system)) return unknown('SYSTEM_DATABASE_URL')
  const { quotaUsed } = system.value
  if (quotaUsed < PER_DAY * WARN_FROM) return OK
  const until = 'syncs go on after midnight in Los Angeles; ask Google for more quota for this Cloud project.'
  return quotaUsed < PER_DAY
    ? warn(`${quotaUsed} of ${PER_DAY} Tag Manager requests of today are used; without the rest ${until}`)
    : fail(`The Tag Manager requests of today are used up; ${until}`)
}
