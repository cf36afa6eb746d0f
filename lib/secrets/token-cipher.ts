import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type Env, env } from '../settings/env.ts'

/** Where an encrypted value is stored. Moved to another row or column, it does not decrypt. */
export type EncryptionContext = {
  purpose: 'access_token' | 'refresh_token' | 'code_verifier' | 'pending_grant' | 'key_check'
  organizationId: string
  /** What identifies its row: a connection's Google account id, the state hash of a pending consent. */
  row: string
}

type Keys = Env['TOKEN_ENCRYPTION_KEYS']

const VERSION = 'v1'
/** NIST SP 800-38D section 8.2.2: a random nonce of 96 bits for each encryption; section 5.2.1.2: the full tag. */
const NONCE_BYTES = 12
const TAG_BYTES = 16
const ENCRYPTED = /^v1\.([\w-]{1,32})\.([\w-]{16})\.([\w-]*)\.([\w-]{22})$/

/** A stored secret cannot be decrypted: the data or the settings are wrong. Holds nothing of the value. */
export class DecryptionError extends Error {
  override readonly name = 'DecryptionError'
  readonly code: 'malformed' | 'unknown_key' | 'not_authentic'

  constructor(code: DecryptionError['code'], { purpose }: EncryptionContext) {
    super(`a stored ${purpose} cannot be decrypted: ${code}`)
    this.code = code
  }
}

/**
 * Encrypts a secret for one context with the first key: AES-256-GCM, written `v1.<key id>.<nonce>.<ciphertext>.<tag>`
 * in base64url.
 */
export function encrypt(
  plaintext: string,
  context: EncryptionContext,
  keys: Keys = env().TOKEN_ENCRYPTION_KEYS,
): string {
  const [first] = keys
  if (!first) throw new TypeError('no key to encrypt with')
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', first.key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(associatedData(context))
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
  const parts = [nonce, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'))
  return [VERSION, first.id, ...parts].join('.')
}

/**
 * Decrypts what {@link encrypt} made for the same context, with any of the keys.
 * @throws DecryptionError
 */
export function decrypt(
  encrypted: string,
  context: EncryptionContext,
  keys: Keys = env().TOKEN_ENCRYPTION_KEYS,
): string {
  const [, keyId, nonce, ciphertext, tag] = ENCRYPTED.exec(encrypted) ?? []
  if (!keyId || !nonce || ciphertext === undefined || !tag) throw new DecryptionError('malformed', context)
  const key = keys.find(({ id }) => id === keyId)?.key
  if (!key) throw new DecryptionError('unknown_key', context)
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(associatedData(context))
  decipher.setAuthTag(Buffer.from(tag, 'base64url'))
  try {
    return decipher.update(ciphertext, 'base64url', 'utf8') + decipher.final('utf8')
  } catch {
    throw new DecryptionError('not_authentic', context)
  }
}

/** Whether a value was encrypted with another key than the first. */
export function needsRotation(encrypted: string, keys: Keys = env().TOKEN_ENCRYPTION_KEYS): boolean {
  return !encrypted.startsWith(`${VERSION}.${keys[0]?.id}.`)
}

/** JSON keeps the parts apart: no two contexts have the same text. */
function associatedData({ purpose, organizationId, row }: EncryptionContext): Buffer {
  return Buffer.from(JSON.stringify([VERSION, purpose, organizationId, row]))
}
