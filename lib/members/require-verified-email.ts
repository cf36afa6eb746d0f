import { AppError } from '../errors/app-error.ts'

/** An address as the identity provider vouches for it. */
export type Vouched = { email: string | undefined; emailVerified: boolean }

/** @throws AppError `forbidden` without a verified e-mail address */
export function requireVerifiedEmail({ email, emailVerified }: Vouched): string {
  if (email && emailVerified) return email
  throw new AppError('forbidden', 'Verify your e-mail address first, then sign in again and repeat this.')
}
