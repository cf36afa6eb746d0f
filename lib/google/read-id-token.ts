import { z } from 'zod'

const Claims = z.object({
  iss: z.enum(['https://accounts.google.com', 'accounts.google.com']),
  aud: z.string(),
  azp: z.string().optional(),
  exp: z.number(),
  sub: z.string().min(1).max(255),
  // Google verifies addresses in more forms than any pattern of ours has.
  email: z.string().min(1).max(320),
})

/**
 * Who signed in, or `undefined` if Google did not issue the token to us. The signature is not checked: the token came
 * straight from Google's token endpoint over TLS (OpenID Connect Core 1.0 section 3.1.3.7, rule 6).
 */
export function readIdToken(
  token: string | undefined,
  expected: { clientId: string; now: Date },
): { subject: string; email: string } | undefined {
  const claims = Claims.safeParse(decodePayload(token ?? ''))
  if (!claims.success) return undefined
  const { aud, azp, exp, sub, email } = claims.data
  const ours = aud === expected.clientId && (azp ?? aud) === expected.clientId
  return ours && exp * 1000 > expected.now.getTime() ? { subject: sub, email } : undefined
}

function decodePayload(token: string): unknown {
  const [, payload, signature] = token.split('.')
  if (!payload || signature === undefined) return undefined
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
