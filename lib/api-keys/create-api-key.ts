import { sqlStateOf } from '../db/sql-state.ts'
import { AppError } from '../errors/app-error.ts'
import { newApiKey } from '../secrets/api-key.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { CreateApiKey } from './api-key-input.ts'
import { API_KEY_NAME_TAKEN } from './api-key-problems.ts'
import { API_KEY_FIELDS, type ApiKey, apiKeyView } from './api-key-view.ts'

const UNIQUE_VIOLATION = '23505'

/**
 * Creates a key, which is returned here, once: only its hash is stored. A request that is sent again creates no second
 * one, because of the name; the first is then revoked, and another created.
 * @throws TenantAccessDeniedError · AppError `conflict` where the name is taken, `limit_reached` where there are too many
 */
export async function createApiKey(
  db: TenantDb,
  { name, role, expiresInDays }: CreateApiKey,
): Promise<ApiKey & { key: string }> {
  const { key, keyHash, lastCharacters } = newApiKey()
  const [created] = await db.$queryRaw<{ id: string }[]>`
    select app.create_api_key(${name}, ${role}, ${keyHash}, ${lastCharacters}, make_interval(days => ${expiresInDays}::int))
      as id`.catch((error: unknown) => {
    throw sqlStateOf(error) === UNIQUE_VIOLATION ? AppError.of(API_KEY_NAME_TAKEN) : error
  })
  const row = await db.apiKey.findUniqueOrThrow({ where: { id: created?.id ?? '' }, select: API_KEY_FIELDS })
  return { ...apiKeyView(row, new Date()), key }
}
