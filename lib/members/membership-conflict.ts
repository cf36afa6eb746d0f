import { AppError } from '../errors/app-error.ts'
import { findMembership } from '../tenant/membership.ts'
import { ADDRESS_OF_MEMBER, ALREADY_MEMBER } from './member-problems.ts'

/** Why a user cannot become a member: they are one, or a member with another account has their address. */
export async function membershipConflict(firebaseUid: string): Promise<AppError> {
  const membership = await findMembership(firebaseUid, { fresh: true })
  return AppError.of(membership ? ALREADY_MEMBER : ADDRESS_OF_MEMBER)
}
