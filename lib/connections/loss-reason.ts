import { type GoogleReason, isGoogleReason } from '../google/google-reasons.ts'

/** Why a connection was lost, from its stored code. */
export function lossReason(errorCode: string | null): GoogleReason {
  return errorCode !== null && isGoogleReason(errorCode) ? errorCode : 'grant_revoked'
}
