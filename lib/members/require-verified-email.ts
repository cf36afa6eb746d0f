import { AppError } from '../errors/app-error.ts'
import { EMAIL_NOT_VERIFIED } from './member-problems.ts'

/** A person as the identity provider vouches for them. */
export type SignedIn = {
  firebaseUid: string
  email: string | undefined
  emailVerified: boolean
  authenticatedAt: Date
  /** When the token was issued. */
  issuedAt: Date
}

/** @throws AppError `forbidden` without a verified e-mail address */
export function requireVerifiedEmail({ email, emailVerified }: SignedIn): string {
  if (email && emailVerified) return email
  throw AppError.of(EMAIL_NOT_VERIFIED)
}
