import { ClaimsRejectedError } from '../../tenant/claims-rejected-error.ts'
import type { Facts } from '../facts/facts.ts'
import { fail, OK, type Verdict } from '../verdict.ts'
import { unknown } from './unknown.ts'

/** The database accepts what the functions sign. */
export function judgeClaimKeys({ database, tenantRead }: Facts): Verdict {
  if (!('value' in database)) return unknown('DATABASE_URL')
  const rejection = 'error' in tenantRead ? tenantRead.error : undefined
  return rejection instanceof ClaimsRejectedError && rejection.reason === 'not_signed'
    ? fail(rejection.message)
    : OK
}
