import type { KnownProblem } from '../errors/known-problem.ts'
import { env } from '../settings/env.ts'
import { SIGN_UP_BY_INVITATION, SIGN_UP_CLOSED } from './member-problems.ts'

/** Why nobody may found an organization by themselves; `undefined` where sign-up is open. */
export function foundingProblem(): KnownProblem | undefined {
  const mode = env().SIGN_UP
  switch (mode) {
    case 'open':
      return undefined
    case 'invitation':
      return SIGN_UP_BY_INVITATION
    case 'closed':
      return SIGN_UP_CLOSED
    default:
      return mode satisfies never
  }
}
