import { createHash, randomBytes } from 'node:crypto'

/** A secret that travels through a browser's address bar once; only its hash is stored. */
export function oneTimeSecret(): { secret: string; hash: string } {
  const secret = randomBytes(32).toString('base64url')
  return { secret, hash: hashSecret(secret) }
}

/** 256 random bits need no salt and no slow hash. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
