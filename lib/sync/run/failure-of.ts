import { GoogleError } from '../../google/google-error.ts'
import { runText } from '../../google/google-reasons.ts'
import type { Failure } from '../queue/failure.ts'
import { SyncBlockedError, syncText } from './sync-blocked-error.ts'

/** Of which state of a run the words have to be true: it waits for its next try, or it has ended. */
type State = 'retrying' | 'ended'

const INTERNAL: Record<State, string> = {
  retrying: 'Something went wrong on our side. It is on record, and we try again shortly.',
  ended: 'Something went wrong on our side. It is on record; sync again later.',
}

/** What is stored of an error; of an unexpected one, nothing internal. */
export function failureOf(error: unknown, state: State = 'ended'): Failure {
  if (error instanceof GoogleError) {
    const said = error.googleMessage ? ` Google says: ${error.googleMessage}` : ''
    const id = error.googleRequestId ? ` (Google’s request id: ${error.googleRequestId})` : ''
    return { code: error.reason, message: `${runText(error.reason, state)}${said}${id}` }
  }
  if (error instanceof SyncBlockedError)
    return { code: error.reason, message: syncText(error.reason, state, error.values) }
  return { code: 'internal', message: INTERNAL[state] }
}

/** The same of one object that Google rejects, by the name under which it is found there. */
export function rejectionOf(error: GoogleError, name: string): Failure {
  const { code, message } = failureOf(error)
  return { code, message: `“${name}”: ${message}` }
}
