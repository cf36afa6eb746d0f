import { AppError } from '../errors/app-error.ts'
import { type ApiKeyGrant, findApiKey } from '../tenant/find-api-key.ts'
import { API_KEY_EXPIRED, API_KEY_UNKNOWN } from './api-key-problems.ts'

/**
 * What the key with this hash opens.
 * @throws AppError `unauthenticated` for one that is unknown, revoked or expired
 */
export async function requireApiKey(
  keyHash: string,
  options: { fresh?: boolean } = {},
): Promise<ApiKeyGrant> {
  const found = await findApiKey(keyHash, options)
  if (found === 'expired') throw AppError.of(API_KEY_EXPIRED)
  if (!found) throw AppError.of(API_KEY_UNKNOWN)
  return found
}
