import { createHash, randomBytes } from 'node:crypto'

/** A fresh verifier and its S256 challenge (RFC 7636 section 4). */
export function pkce(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: codeChallenge(verifier) }
}

/** RFC 7636 section 4.2. */
export function codeChallenge(verifier: string): string {
  return createHash('sha256').update(verifier, 'ascii').digest('base64url')
}
