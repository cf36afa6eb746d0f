import { sqlStateOf } from '../db/sql-state.ts'

/** What the operator has to do; callers never see it. */
const FIXES = {
  not_signed:
    'the database does not know the first key of CLAIM_KEYS: run npm run db:roles with the setting of the functions',
  clock_skew:
    'the clocks of the functions and of the database are more than five minutes apart: set them right',
} as const

const REASONS: Readonly<Record<string, keyof typeof FIXES>> = { OC010: 'not_signed', OC011: 'clock_skew' }

/** The database did not accept what the service has signed: a defect of its set-up, never of a caller. */
export class ClaimsRejectedError extends Error {
  override readonly name = 'ClaimsRejectedError'
  readonly reason: keyof typeof FIXES

  constructor(reason: ClaimsRejectedError['reason']) {
    super(FIXES[reason])
    this.reason = reason
  }
}

/** Translates what a call before a tenant is known fails with, where the database has not accepted its claims. */
export async function acceptingClaims<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw claimsRejectionOf(sqlStateOf(error)) ?? error
  }
}

/** Why claims were rejected, by the SQLSTATE that `app.verified_claims` raised. */
export function claimsRejectionOf(sqlState: string | undefined): ClaimsRejectedError | undefined {
  const reason = REASONS[sqlState ?? '']
  return reason && new ClaimsRejectedError(reason)
}
