import { AppError } from '../errors/app-error.ts'
import { env } from '../settings/env.ts'
import { SIGN_UP_CLOSED } from './member-problems.ts'

/** @throws AppError `sign_up_closed` where invitations are neither sent nor accepted */
export function requireJoining(): void {
  if (env().SIGN_UP === 'closed') throw AppError.of(SIGN_UP_CLOSED)
}
