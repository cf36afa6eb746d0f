import type { Facts } from '../facts/facts.ts'
import { fail, OK, type Verdict } from '../verdict.ts'
import { unknown } from './unknown.ts'

/** Every key that stored tokens need is configured, and is the key that it was. */
export function judgeEncryptionKeys({ keys, system }: Facts): Verdict {
  if (!('value' in keys) || !('value' in system)) return unknown('SYSTEM_DATABASE_URL')
  const { configured, changed } = keys.value
  if (changed.length > 0) {
    return fail(
      `TOKEN_ENCRYPTION_KEYS: ${changed.join(', ')} cannot decrypt what was encrypted under the same id; put the earlier key back, and a new one under an id of its own.`,
    )
  }
  const lost = system.value.usedKeys.filter((id) => !configured.includes(id))
  return lost.length === 0
    ? OK
    : fail(
        `TOKEN_ENCRYPTION_KEYS: stored tokens need ${lost.join(', ')}, which is not configured; put it back behind the first, or their owners have to connect again.`,
      )
}
