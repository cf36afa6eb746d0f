import { hash } from 'node:crypto'
import type { Auth } from 'firebase-admin/auth'
import { z } from 'zod'
import { LruMap } from '../cache/lru-map.ts'
import { serialQueue } from '../concurrency/serial-queue.ts'
import { AppError } from '../errors/app-error.ts'
import { mailAddress } from '../input/mail-address.ts'
import type { Identity } from '../model/identity.ts'
import { env } from '../settings/env.ts'

const VERIFICATION_TIMEOUT_MS = 5_000
const CLOCK_LEEWAY_SECONDS = 60
/** A token whose key Google withdraws is good for so much longer at most. */
const REMEMBERED_MS = 600_000

const SignedHeader = z.looseObject({ alg: z.literal('RS256'), kid: z.string().min(1) })
const Claims = z.looseObject({
  sub: z.string().min(1).max(128),
  exp: z.number(),
  iat: z.number(),
  auth_time: z.number(),
  email: z.string().optional(),
  email_verified: z.boolean().default(false),
  firebase: z.looseObject({ tenant: z.never().optional() }).optional(),
})

/** Tokens that were valid, by their digests, which let nobody in. */
const remembered = new LruMap<string, { identity: Identity; until: number }>(10_000)

/**
 * Verifies a Firebase ID token: signature, project, expiry, and what the Admin SDK leaves to its caller: a key id,
 * the algorithm, times that lie in the past, and no Identity Platform tenant.
 * Rules: https://firebase.google.com/docs/auth/admin/verify-id-tokens#verify_id_tokens_using_a_third-party_jwt_library
 * A valid token is remembered for some minutes, never beyond its expiry: a signature costs more CPU than most routes.
 * With `FIREBASE_AUTH_EMULATOR_HOST` set, which only a development may, the emulator's unsigned tokens are accepted
 * instead, and no others; it is asked each time, because it says who has been disabled.
 *
 * @throws AppError `unauthenticated` when the token is not valid, `unavailable` when it could not be checked
 */
export async function verifyIdToken(token: string): Promise<Identity> {
  const emulated = env().FIREBASE_AUTH_EMULATOR_HOST !== undefined
  if (emulated) return (await verify(token, { emulated })).identity
  const digest = hash('sha256', token, 'base64url')
  const known = remembered.get(digest)
  if (known && Date.now() < known.until) return known.identity
  const { identity, expiresAt } = await verify(token, { emulated })
  remembered.set(digest, { identity, until: Math.min(expiresAt, Date.now() + REMEMBERED_MS) })
  return identity
}

async function verify(
  token: string,
  { emulated }: { emulated: boolean },
): Promise<{ identity: Identity; expiresAt: number }> {
  const [header, payload] = decode(token)
  if (!payload) throw notAToken()
  if (!emulated && !SignedHeader.safeParse(header).success) throw invalidToken()

  const ask = () => within(VERIFICATION_TIMEOUT_MS, askFirebase(token))
  const verified = await (emulated ? ask() : oneAtATime(ask))
  const claims = Claims.safeParse(verified)
  if (!claims.success) throw invalidToken()
  const { sub, exp, iat, auth_time, email, email_verified } = claims.data
  const latest = Date.now() / 1000 + CLOCK_LEEWAY_SECONDS
  if (iat > latest || auth_time > latest) throw invalidToken()
  const identity = {
    firebaseUid: sub,
    email: email && (mailAddress(email) ?? email.toLowerCase()),
    emailVerified: email_verified,
    authenticatedAt: new Date(auth_time * 1000),
    issuedAt: new Date(iat * 1000),
  }
  return { identity, expiresAt: exp * 1000 }
}

// The SDK fetches the certificates once for every token that comes before they are there; a stampede at each cold start
// and each rotation. In a queue, the first one fetches; verifying itself is CPU-bound, so the queue costs nothing.
const oneAtATime = serialQueue((error) => error instanceof AppError && error.code === 'unavailable')

let connected: Promise<Auth> | undefined

// Loaded at the first token: the SDK costs 0.2 s of import, which health checks and cron need not pay.
async function connect(): Promise<Auth> {
  const [{ initializeApp }, { getAuth }] = await Promise.all([
    import('firebase-admin/app'),
    import('firebase-admin/auth'),
  ])
  return getAuth(initializeApp({ projectId: env().FIREBASE_PROJECT_ID }))
}

async function askFirebase(token: string): Promise<unknown> {
  connected ??= connect()
  const auth = await connected
  try {
    return await auth.verifyIdToken(token)
  } catch (error) {
    throw isExpired(error) ? expired() : isTokenError(error) ? invalidToken() : unverifiable(error)
  }
}

function decode(token: string): [header: object | undefined, payload: object | undefined] {
  const [header, payload, signature, ...rest] = token.split('.')
  if (signature === undefined || rest.length > 0) return [undefined, undefined]
  return [decodePart(header), decodePart(payload)]
}

function decodePart(part = ''): object | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

function isExpired(error: unknown): boolean {
  return codeOf(error) === 'auth/id-token-expired'
}

// The SDK reports unreachable certificates under the code of a bad token; only its words distinguish them.
// Words it does not know count as "could not be checked", so that an outage never looks like a bad token.
const TOKEN_ERROR = /^(Decoding )?Firebase ID token |^verifyIdToken\(\) expects /

function isTokenError(error: unknown): boolean {
  switch (codeOf(error)) {
    case 'auth/id-token-revoked':
    case 'auth/user-disabled':
    case 'auth/user-not-found':
      return true
    case 'auth/argument-error':
      return error instanceof Error && TOKEN_ERROR.test(error.message)
    default:
      return false
  }
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(unverifiable(new Error('timed out'))), timeoutMs)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

function expired(): AppError {
  return new AppError('unauthenticated', 'The ID token has expired; sign in again.')
}

function notAToken(): AppError {
  return new AppError(
    'unauthenticated',
    'This is neither a Firebase ID token, which has three parts with dots in between, nor an API key, which begins with oct_live_.',
  )
}

function invalidToken(): AppError {
  return new AppError('unauthenticated', 'The ID token is not valid for this service; sign in again.')
}

function unverifiable(cause: unknown): AppError {
  return new AppError('unavailable', 'Sign-in cannot be checked at the moment; try again shortly.', {
    retryAfterSeconds: 5,
    cause,
  })
}
