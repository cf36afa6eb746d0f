import type { GoogleError } from '../../google/google-error.ts'
import { failsAlone, isLastTry } from './verdict-on.ts'
import type { Work } from './work.ts'

/**
 * Where Google takes none of several objects by an error of its own, it is Google that fails, and no object is to blame.
 * @throws the last of the errors, before the last try
 */
export function requireOneAccepted(count: number, errors: readonly GoogleError[], work: Work): void {
  const last = errors.at(-1)
  if (!last || errors.length < count || isLastTry(work.attempts)) return
  if (errors.every((error) => failsAlone(error, work))) throw last
}
