import { AppError } from '../errors/app-error.ts'
import type { Identity } from '../model/identity.ts'
import { verifyIdToken } from './verify-id-token.ts'

// RFC 6750 §2.1 `b64token`; the scheme's name is case-insensitive (RFC 9110 §11.1).
const BEARER = /^bearer +([\w\-.~+/]+=*)$/i

/** The token of an `Authorization: Bearer …` header (RFC 6750 §2.1), if there is one. */
export function bearerToken(authorization: string | null): string | undefined {
  return BEARER.exec(authorization ?? '')?.[1]
}

/**
 * Establishes who is calling from the `Authorization` header.
 * @throws AppError `unauthenticated`, or `unavailable` when the token could not be checked
 */
export async function authenticate(authorization: string | null): Promise<Identity> {
  const token = bearerToken(authorization)
  if (!token) {
    throw new AppError(
      'unauthenticated',
      'Sign in: send a Firebase ID token, or an API key, as "Authorization: Bearer TOKEN".',
    )
  }
  return verifyIdToken(token)
}

/** The `WWW-Authenticate` value of a 401: an error code only where a token was sent (RFC 6750 §3.1). */
export function challenge(authorization: string | null): string {
  return bearerToken(authorization) ? 'Bearer error="invalid_token"' : 'Bearer'
}
