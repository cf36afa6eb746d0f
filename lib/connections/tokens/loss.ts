import type { GoogleError } from '../../google/google-error.ts'
import { GOOGLE_REASONS, type GoogleReason } from '../../google/google-reasons.ts'

/** Whether a refused refresh has ended the grant: waiting does not bring it back, connecting anew does. */
export function endsGrant(error: GoogleError): boolean {
  return error.kind === 'token' || error.kind === 'user_action'
}

/** Why a connection was lost, from its stored code. */
export function lossOf(errorCode: string | null): GoogleReason {
  return errorCode !== null && isReason(errorCode) ? errorCode : 'grant_revoked'
}

function isReason(code: string): code is GoogleReason {
  return Object.hasOwn(GOOGLE_REASONS, code)
}
