import { z } from 'zod'
import { AppError, notFound } from '../errors/app-error.ts'
import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'
import { MAX_OPEN_INVITATIONS } from './invitation-input.ts'

const Outcome = z.enum(['done', 'not_a_member', 'role', 'not_found', 'last_admin', 'limit'])

/**
 * Reads what a function of the database answered that changes who belongs to the organization, and as what. It has
 * looked once more who acts, under the lock that all of these functions take.
 * @param what is meant by the id of the call
 * @throws TenantAccessDeniedError · AppError `not_found`, `conflict`
 */
export function requireDone(outcome: string | undefined, what: 'member' | 'invitation'): void {
  const read = Outcome.parse(outcome)
  switch (read) {
    case 'done':
      return
    case 'not_a_member':
    case 'role':
      throw new TenantAccessDeniedError(read)
    case 'not_found':
      throw notFound(what)
    case 'last_admin':
      throw new AppError(
        'conflict',
        'This is the last ADMIN, and an organization needs one. Make another member ADMIN first, or delete the ' +
          'organization.',
      )
    case 'limit':
      throw new AppError(
        'conflict',
        `${MAX_OPEN_INVITATIONS} invitations are open, which is the most. Revoke some, or wait until they expire.`,
      )
    default:
      read satisfies never
  }
}
