import { AppError } from '../errors/app-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { NO_SUCH_API_KEY } from './api-key-problems.ts'
import { API_KEY_FIELDS, type ApiKey, apiKeyView } from './api-key-view.ts'

/** @throws AppError `not_found` */
export async function getApiKey(db: TenantDb, keyId: string): Promise<ApiKey> {
  const row = await db.apiKey.findUnique({ where: { id: keyId }, select: API_KEY_FIELDS })
  if (!row) throw AppError.of(NO_SUCH_API_KEY)
  return apiKeyView(row, new Date())
}
