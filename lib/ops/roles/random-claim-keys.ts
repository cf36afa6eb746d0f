import { randomBytes } from 'node:crypto'
import type { NamedKeys } from '../../settings/named-keys.ts'

/** Keys for a server that lives no longer than a drill. */
export function randomClaimKeys(): NamedKeys {
  return [{ id: 'drill', key: randomBytes(32) }]
}
