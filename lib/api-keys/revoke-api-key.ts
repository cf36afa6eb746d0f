import { AppError } from '../errors/app-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { NO_SUCH_API_KEY } from './api-key-problems.ts'

/**
 * Revokes a key, from its next request on. One that is revoked already stays so.
 * @throws TenantAccessDeniedError · AppError `not_found`
 */
export async function revokeApiKey(db: TenantDb, keyId: string): Promise<void> {
  const [row] = await db.$queryRaw<{ known: boolean }[]>`select app.revoke_api_key(${keyId}::uuid) as known`
  if (!row?.known) throw AppError.of(NO_SUCH_API_KEY)
}
