import { createHash, timingSafeEqual } from 'node:crypto'
import { AppError } from '../errors/app-error.ts'
import { env } from '../settings/env.ts'

// Wider than a token of RFC 6750: operators choose secrets with any characters.
const BEARER = /^bearer +(\S+)$/i

/** Whether the `Authorization` header carries `CRON_SECRET`, compared in constant time. Unset, nothing matches. */
export function hasCronSecret(authorization: string | null): boolean {
  const expected = env().CRON_SECRET
  const given = BEARER.exec(authorization ?? '')?.[1]
  return expected !== undefined && given !== undefined && timingSafeEqual(digest(given), digest(expected))
}

/** @throws AppError `unauthenticated` unless the header carries `CRON_SECRET` */
export function requireCronSecret(authorization: string | null): void {
  if (!hasCronSecret(authorization)) {
    throw new AppError('unauthenticated', 'Send the cron secret as "Authorization: Bearer SECRET".')
  }
}

// Digests are of equal length, so that not even the secret's length can be measured.
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
