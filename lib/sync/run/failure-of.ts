import { GoogleError } from '../../google/google-error.ts'
import { GOOGLE_REASONS } from '../../google/google-reasons.ts'
import type { Failure } from '../queue/failure.ts'
import { SyncBlockedError } from './sync-blocked-error.ts'

/** What is stored of an error; of an unexpected one, nothing internal. */
export function failureOf(error: unknown): Failure {
  if (error instanceof GoogleError) {
    const { nextStep } = GOOGLE_REASONS[error.reason]
    const said = error.googleMessage ? ` Google says: ${error.googleMessage}` : ''
    const id = error.googleRequestId ? ` (Google’s request id: ${error.googleRequestId})` : ''
    return { code: error.reason, message: `${nextStep}${said}${id}` }
  }
  if (error instanceof SyncBlockedError) return { code: error.reason, message: error.nextStep }
  return {
    code: 'internal',
    message: 'Something went wrong on our side. It is on record; sync again later.',
  }
}

/** The same of one object that Google rejects, by the name under which it is found there. */
export function rejectionOf(error: GoogleError, name: string): Failure {
  const { code, message } = failureOf(error)
  return { code, message: `“${name}”: ${message}` }
}
