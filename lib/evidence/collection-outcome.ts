import { GoogleError } from '../google/google-error.ts'
import { NoLoginError } from './no-login-error.ts'

/**
 * How the collection of an account ended.
 * - `unreachable`: no login reaches it, or it is closed: its evidence is UNKNOWN until tomorrow's attempt.
 * - `postponed`: Google did not respond as it should; `out_of_quota`: it allows no more.
 * - `failed`: by an error of ours. It is tried again like what is postponed.
 * - `lost`: with its lease, to another collector.
 */
export type CollectionOutcome = 'collected' | 'unreachable' | 'postponed' | 'out_of_quota' | 'failed' | 'lost'

/** How an attempt ends that was interrupted by an error. */
export function interruptedBy(error: unknown): Exclude<CollectionOutcome, 'collected' | 'lost'> {
  if (error instanceof NoLoginError) return 'unreachable'
  if (!(error instanceof GoogleError)) return 'failed'
  switch (error.kind) {
    case 'token':
    case 'user_action':
      return 'unreachable'
    case 'quota':
      return 'out_of_quota'
    case 'transient':
    case 'conflict':
    case 'operator':
      return 'postponed'
    // Our question is the same for all accounts.
    case 'permanent':
      return 'failed'
    default:
      return error.kind satisfies never
  }
}
