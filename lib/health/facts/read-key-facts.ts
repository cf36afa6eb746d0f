import { callSystem } from '../../db/system-pool.ts'
import { decrypt, encrypt } from '../../secrets/token-cipher.ts'
import { type Env, env } from '../../settings/env.ts'

const KNOWN_TEXT = 'OneClickTag'

/** Ids of the configured keys, and of those among them that cannot decrypt what was encrypted under their id before. */
export type KeyFacts = { configured: readonly string[]; changed: readonly string[] }

type Call = (text: string, values: unknown[]) => Promise<{ encrypted: string }[]>

/**
 * Tries each key at what it encrypted when it was first used; a key that is new is tried from now on.
 * @param call sends the statement as oct_system; where that does not last, a new key is not remembered
 */
export async function readKeyFacts(call: Call = callSystem): Promise<KeyFacts> {
  const keys = env().TOKEN_ENCRYPTION_KEYS
  const fits = await Promise.all(keys.map((key) => isTheSame(key, call)))
  return {
    configured: keys.map(({ id }) => id),
    changed: keys.filter((_, index) => !fits[index]).map(({ id }) => id),
  }
}

async function isTheSame(key: Env['TOKEN_ENCRYPTION_KEYS'][number], call: Call): Promise<boolean> {
  const context = { purpose: 'key_check', organizationId: '', row: key.id } as const
  const [row] = await call('select app.key_check_of($1, $2) as encrypted', [
    key.id,
    encrypt(KNOWN_TEXT, context, [key]),
  ])
  try {
    return decrypt(row?.encrypted ?? '', context, [key]) === KNOWN_TEXT
  } catch {
    return false
  }
}
