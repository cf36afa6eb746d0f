import { AppError } from '../errors/app-error.ts'
import { API_KEY_PREFIX, isWholeApiKey } from '../secrets/api-key.ts'
import { hashSecret } from '../secrets/one-time-secret.ts'
import { API_KEY_MISTYPED } from './api-key-problems.ts'
import { bearerToken } from './authenticate.ts'

/**
 * The hash of the API key in an `Authorization` header; `undefined` where there is none.
 * @throws AppError `unauthenticated` for one that is mistyped
 */
export function apiKeyHash(authorization: string | null): string | undefined {
  const token = bearerToken(authorization)
  if (!token?.startsWith(API_KEY_PREFIX)) return undefined
  if (!isWholeApiKey(token)) throw AppError.of(API_KEY_MISTYPED)
  return hashSecret(token)
}
