import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { hashSecret } from './one-time-secret.ts'

/** By which people and secret scanners recognise a key of this service. */
export const API_KEY_PREFIX = 'oct_live_'
const SECRET_BYTES = 32
/** The secret and its checksum together are 48 characters, without padding and without unused bits. */
const FORM = /^oct_live_[\w-]{48}$/

/** Makes an API key: the prefix, 256 random bits, and their CRC-32. */
export function newApiKey(): { key: string; keyHash: string; lastCharacters: string } {
  const secret = randomBytes(SECRET_BYTES)
  const key = API_KEY_PREFIX + Buffer.concat([secret, checksumOf(secret)]).toString('base64url')
  return { key, keyHash: hashSecret(key), lastCharacters: key.slice(-4) }
}

/** Whether its form and its checksum are those of a key, so that a mistyped one is told without a look-up. */
export function isWholeApiKey(text: string): boolean {
  if (!FORM.test(text)) return false
  const bytes = Buffer.from(text.slice(API_KEY_PREFIX.length), 'base64url')
  return checksumOf(bytes.subarray(0, SECRET_BYTES)).equals(bytes.subarray(SECRET_BYTES))
}

function checksumOf(secret: Buffer): Buffer {
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(secret))
  return checksum
}
