import '../fixtures/settings.ts'
import { createHmac } from 'node:crypto'
import { deleteApp, getApps } from 'firebase-admin/app'
import { getAuth } from 'firebase-admin/auth'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  CERTIFICATES_MAX_AGE_S,
  CERTIFICATES_URL,
  certificate,
  firebaseHandlers,
  rotatedHandler,
  signIn,
  signInAtEmulator,
} from '../fixtures/firebase.ts'

const google = setupServer(...firebaseHandlers)
beforeAll(() => google.listen({ onUnhandledFrame: 'error' }))
afterEach(() => {
  vi.useRealTimers()
  google.events.removeAllListeners()
  google.resetHandlers()
})
afterAll(() => google.close())

/** A fresh instance, as after a cold start: no certificates cached. */
async function coldStart() {
  vi.resetModules()
  await Promise.all(getApps().map(deleteApp))
  const { verifyIdToken } = await import('../../lib/auth/verify-id-token.ts')
  return verifyIdToken
}

/** Counts what is fetched from now on. */
function fetches(): () => number {
  let fetched = 0
  google.events.on('request:start', () => {
    fetched += 1
  })
  return () => fetched
}

/** Runs to the end whatever comes of each. */
async function allOf(count: number, work: () => Promise<unknown>): Promise<string[]> {
  const outcomes = await Promise.allSettled(Array.from({ length: count }, work))
  return outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'accepted' : outcome.reason.code))
}

const ada = { uid: 'ada', email: 'ada@agency.test' }
const inTenMinutes = () => Math.floor(Date.now() / 1000) + 600

describe('an ID token that Firebase signed', () => {
  it('says who signed in, and when', async () => {
    const verifyIdToken = await coldStart()
    const authenticatedAt = new Date('2026-01-31T09:30:00.000Z')
    const issuedAt = new Date('2026-01-31T10:15:00.000Z')
    const claims = { iat: issuedAt.getTime() / 1000 }
    await expect(verifyIdToken(signIn({ ...ada, authenticatedAt, claims }))).resolves.toEqual({
      firebaseUid: 'ada',
      email: 'ada@agency.test',
      emailVerified: true,
      authenticatedAt,
      issuedAt,
    })
  })

  it('may carry no e-mail address, which then is not verified', async () => {
    const verifyIdToken = await coldStart()
    const identity = await verifyIdToken(signIn({ uid: 'ada' }))
    expect(identity).toMatchObject({ firebaseUid: 'ada', email: undefined, emailVerified: false })
  })

  it('is verified with certificates that are fetched once', async () => {
    const verifyIdToken = await coldStart()
    const fetched = fetches()
    await verifyIdToken(signIn(ada))
    await verifyIdToken(signIn(ada))
    expect(fetched()).toBe(1)
  })

  it('is one of fifty at a cold start, for which they are fetched once', async () => {
    const verifyIdToken = await coldStart()
    const fetched = fetches()
    expect(new Set(await allOf(50, () => verifyIdToken(signIn(ada))))).toEqual(new Set(['accepted']))
    expect(fetched()).toBe(1)
  })

  it('does not wait in vain behind tokens that are rejected unfetched', async () => {
    const verifyIdToken = await coldStart()
    const fetched = fetches()
    const wrong = signIn({ ...ada, claims: { aud: 'other' } })
    const outcomes = await Promise.all([
      allOf(10, () => verifyIdToken(wrong)),
      allOf(10, () => verifyIdToken(signIn(ada))),
    ])
    expect(outcomes.map((each) => [...new Set(each)])).toEqual([['unauthenticated'], ['accepted']])
    expect(fetched()).toBe(1)
  })

  it('is known by a new key once the old certificates may be kept no longer, fetched once for all', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const verifyIdToken = await coldStart()
    await verifyIdToken(signIn(ada))
    google.use(rotatedHandler)
    const fetched = fetches()
    vi.setSystemTime(Date.now() + CERTIFICATES_MAX_AGE_S * 1_000 + 1)
    expect(new Set(await allOf(20, () => verifyIdToken(signIn({ ...ada, next: true }))))).toEqual(
      new Set(['accepted']),
    )
    await expect(verifyIdToken(signIn(ada))).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(fetched()).toBe(1)
  })
})

describe('an ID token is rejected', () => {
  const expired = signIn({ ...ada, claims: { exp: Math.floor(Date.now() / 1000) - 1 } })
  const rejected: Record<string, string> = {
    'when the signature is of another key': signIn({ ...ada, forged: true }),
    'when the key id is unknown': signIn({ ...ada, header: { kid: 'other' } }),
    'when it has no key id, although the key fits': signIn({ ...ada, header: { kid: undefined } }),
    'when the key id is empty': signIn({ ...ada, header: { kid: '' } }),
    'when the key id names something inherited': signIn({ ...ada, header: { kid: 'constructor' } }),
    'when it is unsigned': signInAtEmulator(ada),
    'when the algorithm is not RS256': signIn({ ...ada, header: { alg: 'HS256' } }),
    'when it is for another project': signIn({ ...ada, claims: { aud: 'other' } }),
    'when it is from another issuer': signIn({ ...ada, claims: { iss: 'https://example.test' } }),
    'when it has no subject': signIn({ ...ada, claims: { sub: undefined } }),
    'when the subject is empty': signIn({ ...ada, claims: { sub: '' } }),
    'when the subject is too long': signIn({ ...ada, claims: { sub: 'a'.repeat(129) } }),
    'when it does not expire': signIn({ ...ada, claims: { exp: 'never' } }),
    'when it was issued in the future': signIn({ ...ada, claims: { iat: inTenMinutes() } }),
    'when the sign-in lies in the future': signIn({ ...ada, claims: { auth_time: inTenMinutes() } }),
    'when it does not say when the sign-in was': signIn({ ...ada, claims: { auth_time: undefined } }),
    'when it is of an Identity Platform tenant': signIn({
      ...ada,
      claims: { firebase: { tenant: 'other' } },
    }),
  }
  const none: Record<string, string> = {
    'when it has two parts': signIn(ada).split('.').slice(0, 2).join('.'),
    'when it has four parts': `${signIn(ada)}.more`,
    'when its payload is not an object': signIn(ada).replace(/\..*\./, `.${btoa('null')}.`),
    'when its payload is not JSON': signIn(ada).replace(/\..*\./, `.${btoa('{')}.`),
    'when it is no token at all': 'hello',
  }

  it.each(Object.entries(rejected))('%s', async (_, token) => {
    const verifyIdToken = await coldStart()
    await expect(verifyIdToken(token)).rejects.toMatchObject({
      code: 'unauthenticated',
      message: 'The ID token is not valid for this service; sign in again.',
    })
  })

  it.each(Object.entries(none))('and is described, with what an API key looks like, %s', async (_, token) => {
    const verifyIdToken = await coldStart()
    await expect(verifyIdToken(token)).rejects.toMatchObject({
      code: 'unauthenticated',
      message: expect.stringContaining('oct_live_'),
    })
  })

  it('when it is signed with the public certificate as a shared secret', async () => {
    const verifyIdToken = await coldStart()
    const [, payload] = signIn(ada).split('.')
    for (const header of [
      { alg: 'HS256', kid: 'test-key' },
      { alg: 'RS256', kid: 'test-key' },
    ]) {
      const content = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}`
      const token = `${content}.${createHmac('sha256', certificate).update(content).digest('base64url')}`
      await expect(verifyIdToken(token)).rejects.toMatchObject({ code: 'unauthenticated' })
    }
  })

  it('when its key is unknown, which fetches nothing again', async () => {
    const verifyIdToken = await coldStart()
    await verifyIdToken(signIn(ada))
    const fetched = fetches()
    const outcomes = await allOf(20, () => verifyIdToken(signIn({ ...ada, next: true })))
    expect(new Set(outcomes)).toEqual(new Set(['unauthenticated']))
    expect(fetched()).toBe(0)
  })

  it('when it has expired, saying so', async () => {
    const verifyIdToken = await coldStart()
    await expect(verifyIdToken(expired)).rejects.toMatchObject({
      code: 'unauthenticated',
      message: 'The ID token has expired; sign in again.',
    })
  })

  it('but a clock that differs by half a minute is forgiven', async () => {
    const verifyIdToken = await coldStart()
    const soon = Math.floor(Date.now() / 1000) + 30
    await expect(
      verifyIdToken(signIn({ ...ada, claims: { auth_time: soon, iat: soon } })),
    ).resolves.toBeDefined()
  })
})

describe('a token that was valid', () => {
  /** The same instance at a time that stands still, after one token has been verified. */
  async function verified(token: string) {
    vi.useFakeTimers({ toFake: ['Date'] })
    const verifyIdToken = await coldStart()
    const identity = await verifyIdToken(token)
    return { verifyIdToken, identity, asked: vi.spyOn(getAuth(), 'verifyIdToken') }
  }
  const changedIn = (part: number) => (token: string) =>
    token
      .split('.')
      .map((text, at) =>
        at === part ? text.replace(/.(?=.{9}$)/, (sign) => (sign === 'A' ? 'B' : 'A')) : text,
      )
      .join('.')

  it('is not verified twice, and says the same', async () => {
    const token = signIn(ada)
    const { verifyIdToken, identity, asked } = await verified(token)
    await expect(verifyIdToken(token)).resolves.toEqual(identity)
    expect(asked).not.toHaveBeenCalled()
  })

  it('is rejected from the second on in which it expires', async () => {
    const exp = Math.floor(Date.now() / 1000) + 120
    const token = signIn({ ...ada, claims: { exp } })
    const { verifyIdToken, identity } = await verified(token)
    vi.setSystemTime(exp * 1000 - 1)
    await expect(verifyIdToken(token)).resolves.toEqual(identity)
    vi.setSystemTime(exp * 1000)
    await expect(verifyIdToken(token)).rejects.toMatchObject({
      code: 'unauthenticated',
      message: 'The ID token has expired; sign in again.',
    })
  })

  it('is verified again after ten minutes, when Google may have withdrawn its key', async () => {
    google.use(
      http.get(CERTIFICATES_URL, () =>
        HttpResponse.json({ 'test-key': certificate }, { headers: { 'cache-control': 'max-age=60' } }),
      ),
    )
    const token = signIn(ada)
    const { verifyIdToken, identity } = await verified(token)
    google.use(rotatedHandler)
    vi.setSystemTime(Date.now() + 599_999)
    await expect(verifyIdToken(token)).resolves.toEqual(identity)
    vi.setSystemTime(Date.now() + 1)
    await expect(verifyIdToken(token)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it.each(['header', 'payload', 'signature'])(
    'is no other that differs by a character of its %s',
    async (name) => {
      const token = signIn(ada)
      const { verifyIdToken, identity } = await verified(token)
      const other = changedIn(['header', 'payload', 'signature'].indexOf(name))(token)
      expect([other.length, other === token]).toEqual([token.length, false])
      await expect(verifyIdToken(other)).rejects.toMatchObject({ code: 'unauthenticated' })
      await expect(verifyIdToken(token)).resolves.toEqual(identity)
    },
  )

  it('does not vouch for the same person’s token of another project', async () => {
    const { verifyIdToken } = await verified(signIn(ada))
    const foreign = signIn({ ...ada, claims: { aud: 'other', iss: 'https://securetoken.google.com/other' } })
    await expect(verifyIdToken(foreign)).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})

it('a token that was invalid is verified each time', async () => {
  const verifyIdToken = await coldStart()
  await verifyIdToken(signIn(ada))
  const asked = vi.spyOn(getAuth(), 'verifyIdToken')
  const forged = signIn({ ...ada, forged: true })
  expect(await allOf(2, () => verifyIdToken(forged))).toEqual(['unauthenticated', 'unauthenticated'])
  expect(asked).toHaveBeenCalledTimes(2)
})

describe('an outage at Google does not invalidate the token', () => {
  it('when the certificates are not served', async () => {
    google.use(http.get(CERTIFICATES_URL, () => HttpResponse.json({ error: 'no' }, { status: 404 })))
    const verifyIdToken = await coldStart()
    await expect(verifyIdToken(signIn(ada))).rejects.toMatchObject({
      code: 'unavailable',
      retryAfterSeconds: 5,
    })
  })

  it('when the connection is lost', async () => {
    google.use(http.get(CERTIFICATES_URL, () => HttpResponse.error()))
    const verifyIdToken = await coldStart()
    await expect(verifyIdToken(signIn(ada))).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('and is detected once for all that wait, and again for later calls', async () => {
    google.use(http.get(CERTIFICATES_URL, () => HttpResponse.json({ error: 'no' }, { status: 404 })))
    const verifyIdToken = await coldStart()
    const fetched = fetches()
    expect(new Set(await allOf(50, () => verifyIdToken(signIn(ada))))).toEqual(new Set(['unavailable']))
    expect(fetched()).toBe(1)
    google.resetHandlers()
    await expect(verifyIdToken(signIn(ada))).resolves.toBeDefined()
    expect(fetched()).toBe(2)
  })

  it('and is waited for at most five seconds, by those in the queue too', async () => {
    google.use(http.get(CERTIFICATES_URL, () => new Promise<never>(() => undefined)))
    const verifyIdToken = await coldStart()
    await import('firebase-admin/auth')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const outcome = expect(allOf(3, () => verifyIdToken(signIn(ada)))).resolves.toEqual(
      Array.from({ length: 3 }, () => 'unavailable'),
    )
    await vi.advanceTimersByTimeAsync(4_999)
    await vi.advanceTimersByTimeAsync(1)
    await outcome
    vi.useRealTimers()
  })
})
