import { LruMap } from '../cache/lru-map.ts'
import { callBeforeTenant } from './before-tenant.ts'
import { signClaims } from './sign-claims.ts'

/** What an API key opens. */
export type ApiKeyGrant = { organizationId: string; keyId: string }

/** By the hashes of keys, which let nobody in. */
const remembered = new LruMap<string, ApiKeyGrant>(10_000)

/**
 * The organization of the live API key with this hash. The result is remembered per instance, as a hint only: `app.enter`
 * checks the live row every time, and a caller that it denies looks again with `fresh`.
 */
export async function findApiKey(
  keyHash: string,
  options: { fresh?: boolean } = {},
): Promise<ApiKeyGrant | 'expired' | undefined> {
  const hint = options.fresh ? undefined : remembered.get(keyHash)
  if (hint) return hint
  const [row] = await callBeforeTenant<{ organization_id: string; key_id: string; expired: boolean }>(
    'select organization_id, key_id, expired from app.find_api_key($1)',
    [signClaims({ kind: 'apiKey', keyHash })],
  )
  if (!row || row.expired) {
    remembered.delete(keyHash)
    return row && 'expired'
  }
  const grant = { organizationId: row.organization_id, keyId: row.key_id }
  remembered.set(keyHash, grant)
  return grant
}

/** Whether this instance has found the key before, so that another look-up is no attempt to guess one. */
export function remembersApiKey(keyHash: string): boolean {
  return remembered.get(keyHash) !== undefined
}
