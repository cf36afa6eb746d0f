/** How one check ended, and what the operator has to do. `warn` leaves the service healthy. */
export type Verdict = { status: 'ok'; fix: null } | { status: 'warn' | 'fail'; fix: string }

export const OK: Verdict = { status: 'ok', fix: null }

export function warn(fix: string): Verdict {
  return { status: 'warn', fix }
}

export function fail(fix: string): Verdict {
  return { status: 'fail', fix }
}
