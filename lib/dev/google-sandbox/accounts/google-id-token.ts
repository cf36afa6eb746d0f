import { createHash } from 'node:crypto'
import type { Person, State } from '../state/state.ts'

/**
 * An id token as Google's token endpoint returns it. The signature is not a real one: a client that got the token
 * straight from Google over TLS need not check it (OpenID Connect Core 1.0, section 3.1.3.7, item 6).
 */
export function idToken(state: State, person: Person, accessToken: string): string {
  const issuedAt = Math.floor(state.now().getTime() / 1000)
  return unsignedParts('RS256', {
    iss: 'https://accounts.google.com',
    azp: state.client.id,
    aud: state.client.id,
    sub: person.sub,
    email: person.email,
    email_verified: true,
    at_hash: createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url'),
    iat: issuedAt,
    exp: issuedAt + 3600,
  }).concat('.', createHash('sha256').update(accessToken).digest('base64url'))
}

/** Header and payload of a JSON Web Token, without the signature (RFC 7519). */
export function unsignedParts(alg: 'RS256' | 'none', claims: Record<string, unknown>): string {
  const header = alg === 'none' ? { alg, typ: 'JWT' } : { alg, kid: 'sandbox', typ: 'JWT' }
  return [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
}
