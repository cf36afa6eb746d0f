import type { Facts } from '../facts/facts.ts'
import { fail, OK, type Verdict, warn } from '../verdict.ts'
import { unknown } from './unknown.ts'

const WARN_FROM = 0.8

/** There is quota of Tag Manager left today. */
export function judgeQuota({ system, quotaPerDay }: Facts): Verdict {
  if (!('value' in system)) return unknown('SYSTEM_DATABASE_URL')
  const { quotaUsed } = system.value
  if (quotaUsed < quotaPerDay * WARN_FROM) return OK
  const until = 'syncs go on after midnight in Los Angeles; ask Google for more quota for this Cloud project.'
  return quotaUsed < quotaPerDay
    ? warn(`${quotaUsed} of ${quotaPerDay} Tag Manager requests of today are used; without the rest ${until}`)
    : fail(`The Tag Manager requests of today are used up; ${until}`)
}
