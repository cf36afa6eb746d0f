import type { KnownProblem } from '../errors/known-problem.ts'
import { MAX_OPEN_INVITATIONS } from './invitation-input.ts'

export const LAST_ADMIN: KnownProblem = {
  code: 'conflict',
  detail:
    'This is the last ADMIN, and an organization needs one. Make another member ADMIN first, or delete the organization.',
}

export const ALREADY_MEMBER: KnownProblem = {
  code: 'conflict',
  detail: 'You belong to an organization already, and a person belongs to at most one.',
}

export const ADDRESS_OF_MEMBER: KnownProblem = {
  code: 'conflict',
  detail:
    'Your e-mail address belongs to a member who signs in with another account. Sign in with that one. If it is gone, ' +
    'an ADMIN of the organization removes that member and invites your address; if that member was its only ADMIN, ' +
    'ask the operator of this service to relink the membership to your new account.',
}

export const SIGN_UP_BY_INVITATION: KnownProblem = {
  code: 'sign_up_closed',
  detail:
    'Organizations are created by the operator of this service: ask them for one, with your account {account} as its first ' +
    'ADMIN. Or ask an ADMIN of an organization to invite your address.',
}

export const SIGN_UP_CLOSED: KnownProblem = {
  code: 'sign_up_closed',
  detail:
    'No organization can be founded or joined here at present. The operator of this service decides when that changes.',
}

export const EMAIL_NOT_VERIFIED: KnownProblem = {
  code: 'forbidden',
  detail: 'Verify your e-mail address first, then sign in again and repeat this.',
}

export const TOO_MANY_INVITATIONS: KnownProblem = {
  code: 'limit_reached',
  detail: `${MAX_OPEN_INVITATIONS} invitations are open, which is the most. Revoke some, or wait until they expire.`,
}

export const NO_SUCH_INVITATION: KnownProblem = {
  code: 'not_found',
  detail:
    'No open invitation for your address has this token. Ask an ADMIN for a new one, and sign in with the address ' +
    'that was invited.',
}
