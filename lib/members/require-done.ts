import { z } from 'zod'
import { AppError, notFound } from '../errors/app-error.ts'
import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'
import { LAST_ADMIN, TOO_MANY_INVITATIONS } from './member-problems.ts'

const Outcome = z.enum(['done', 'not_a_member', 'role', 'not_found', 'last_admin', 'limit'])

/**
 * Reads the outcome of a database function that changes who belongs to the organization, and as what. Such a function
 * has checked the acting user again, under the lock that all of them take.
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
      throw AppError.of(LAST_ADMIN)
    case 'limit':
      throw AppError.of(TOO_MANY_INVITATIONS)
    default:
      read satisfies never
  }
}
