import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { env } from '../settings/env.ts'
import type { NamedKeys } from '../settings/named-keys.ts'

/** What the service tells the database of who acts; each function takes claims of its own kind only. */
export type Claims =
  | {
      kind: 'user' | 'key' | 'run' | 'refresh' | 'collection'
      organization: string
      /** The user, the API key, the run, the Google account whose tokens are refreshed, or the Ads account that is collected. */
      actor: string
      /** The role that the operation needs; users and keys only. */
      role?: string
      /** When the user signed in; users only. */
      authenticatedAt?: Date
      leaseOwner?: string
      fence?: number
      request: string
      /** What is done, for the server's own views and log. */
      operation?: string | undefined
      /** Whether `application_name` says both. */
      namesSession?: boolean
      includeDeleted: boolean
      readOnly: boolean
    }
  | { kind: 'membership'; firebaseUid: string }
  | { kind: 'apiKey'; keyHash: string }
  | {
      kind: 'signUp'
      firebaseUid: string
      email: string
      name: string
      timeZone: string
      request: string
      keyHash?: string | undefined
      fingerprint?: string | undefined
    }
  | { kind: 'invitation'; tokenHash: string; firebaseUid: string; email: string; request: string }
  | { kind: 'address'; firebaseUid: string; email: string }
  | { kind: 'newAddress'; user: string; email: string; tokenIssuedAt: Date }
  | ({
      kind: 'denial'
      organization: string
      operation: string
      reason: string
      request: string
    } & ({ user: string } | { key: string }))

/**
 * Signs claims for the database, which opens nothing for SQL that has only guessed or seen ids:
 * `<key id>.<HMAC-SHA256 (RFC 2104) of the rest, in hex>.<JSON>`. They hold for five minutes either way of its clock.
 * @param keys the first signs
 */
export function signClaims(
  claims: Claims,
  keys: NamedKeys = env().CLAIM_KEYS,
  issuedAt: number = Date.now(),
): string {
  const [first] = keys
  if (!first) throw new TypeError('no key to sign with')
  const text = JSON.stringify({ ...claims, issuedAt })
  return `${first.id}.${createHmac('sha256', preparedKey(first.key)).update(text).digest('hex')}.${text}`
}

const prepared = new WeakMap<Buffer, KeyObject>()

/** Made once, because it costs several times what the signature does. */
function preparedKey(key: Buffer): KeyObject {
  const known = prepared.get(key)
  if (known) return known
  const made = createSecretKey(key)
  prepared.set(key, made)
  return made
}
