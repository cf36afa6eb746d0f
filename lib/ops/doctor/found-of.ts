import type { Verdict } from '../../health/verdict.ts'
import type { Found } from './doctor-check.ts'

/** A verdict of health as the doctor says it. */
export function foundOf(what: string, { status, fix }: Verdict): Found {
  return status === 'ok' ? { status, what } : { status, what, fix }
}
