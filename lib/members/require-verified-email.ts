import { AppError } from '../errors/app-error.ts'
import type { Identity } from '../model/identity.ts'
import { EMAIL_NOT_VERIFIED } from './member-problems.ts'

/** @throws AppError `forbidden` without a verified e-mail address */
export function requireVerifiedEmail({ email, emailVerified }: Identity): string {
  if (email && emailVerified) return email
  throw AppError.of(EMAIL_NOT_VERIFIED)
}
