import '../fixtures/settings.ts'
import { randomUUID } from 'node:crypto'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { AppError } from '../../lib/errors/app-error.ts'
import { redirect, reply } from '../../lib/http/reply.ts'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { count } from '../../lib/telemetry/meter.ts'
import { firebaseHandlers, signIn } from '../fixtures/firebase.ts'
import { settings } from '../fixtures/settings.ts'

const auth = { public: 'a test' } as const
let ticks = 0
const Thing = z.object({ id: z.string(), size: z.number() })

const routes = [
  route({
    id: 'things.list',
    method: 'GET',
    path: '/v1/things',
    summary: 'List things',
    auth,
    rate: 'read',
    output: z.object({ data: z.array(Thing) }),
    run: async () => {
      count('statements')
      return { data: [{ id: 'a', size: 1, secret: 'never declared' }] }
    },
  }),
  route({
    id: 'things.create',
    method: 'POST',
    path: '/v1/things',
    summary: 'Create',
    auth,
    rate: 'write',
    ...{ status: 201, body: z.object({ id: z.string() }), output: Thing },
    run: async ({ body }) =>
      reply({ id: body.id, size: 0 }, { headers: { location: `/api/v1/things/${body.id}` } }),
  }),
  route({
    id: 'things.special',
    method: 'GET',
    path: '/v1/things/special',
    summary: 'Special',
    auth,
    rate: 'read',
    output: Thing,
    run: async () => ({ id: 'special', size: 0 }),
  }),
  route({
    id: 'things.get',
    method: 'GET',
    path: '/v1/things/{thingId}',
    summary: 'Get',
    auth,
    rate: 'read',
    params: z.object({ thingId: z.string() }),
    output: Thing,
    run: async ({ params }) => ({ id: params.thingId, size: 1 }),
  }),
  route({
    id: 'things.delete',
    method: 'DELETE',
    path: '/v1/things/{thingId}',
    summary: 'Delete',
    auth,
    rate: 'write',
    params: z.object({ thingId: z.string() }),
    status: 204,
    run: async () => undefined,
  }),
  route({
    id: 'things.away',
    method: 'GET',
    path: '/v1/away',
    summary: 'Away',
    auth,
    rate: 'public',
    status: 302,
    run: async () => redirect('https://console.test/?connection=1'),
  }),
  route({
    id: 'things.broken',
    method: 'GET',
    path: '/v1/broken/{how}',
    summary: 'Fail',
    auth,
    rate: 'read',
    params: z.object({ how: z.enum(['throw', 'output', 'busy']) }),
    output: Thing,
    run: async ({ params }) => {
      if (params.how === 'throw') throw new TypeError('password=hunter2 of postgres://')
      if (params.how === 'busy') throw new AppError('unavailable', 'Come back.', { retryAfterSeconds: 7 })
      return { id: 'a', size: Number.NaN }
    },
  }),
  route({
    id: 'members.me',
    method: 'GET',
    path: '/v1/me',
    summary: 'Me',
    auth: 'identity',
    rate: 'read',
    output: z.object({ uid: z.string(), requestId: z.string() }),
    run: async ({ identity, requestId }) => ({ uid: identity.firebaseUid, requestId }),
  }),
  route({
    id: 'organization.get',
    method: 'GET',
    path: '/v1/organization',
    summary: 'Mine',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    output: z.object({ name: z.string() }),
    run: async ({ db }) => db.organization.findFirstOrThrow(),
  }),
  route({
    id: 'cron.tick',
    method: 'GET',
    path: '/cron/{task}',
    summary: 'Tick',
    auth: 'cron',
    rate: 'cron',
    safe: false,
    params: z.object({ task: z.literal('tick') }),
    output: z.object({ done: z.boolean() }),
    run: async () => {
      ticks += 1
      return { done: true }
    },
  }),
]
const api = serve(routes)

const call = (path: string, init?: RequestInit) => api.fetch(new Request(`https://api.test/api${path}`, init))

const google = setupServer(...firebaseHandlers)
const logged: LogEntry[] = []
beforeAll(() => google.listen({ onUnhandledFrame: 'error' }))
beforeEach(() => setLogSink((entry) => logged.push(entry)))
afterEach(() => {
  setLogSink()
  logged.length = 0
})
afterAll(() => google.close())

describe('a response', () => {
  it('holds what the output declares and nothing else', async () => {
    const response = await call('/v1/things')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.json()).toEqual({ data: [{ id: 'a', size: 1 }] })
  })

  it.each(['/v1/things', '/v1/nothing', '/v1/broken/throw', '/v1/away'])(
    'of %s is private, not sniffed, and has a request id',
    async (path) => {
      const { headers } = await call(path)
      expect(headers.get('cache-control')).toBe('private, no-store')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
      expect(headers.get('server-timing')).toMatch(/^app;dur=[\d.]+$/)
    },
  )

  it('can carry a status and headers of its own', async () => {
    const response = await call('/v1/things', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"id":"new"}',
    })
    expect(response.status).toBe(201)
    expect(response.headers.get('location')).toBe('/api/v1/things/new')
  })

  it('can be empty', async () => {
    const response = await call('/v1/things/a', { method: 'DELETE' })
    expect([response.status, response.body]).toEqual([204, null])
  })

  it('can send elsewhere', async () => {
    const response = await call('/v1/away')
    expect([response.status, response.headers.get('location')]).toEqual([
      302,
      'https://console.test/?connection=1',
    ])
  })

  it('to HEAD is that of GET without its body', async () => {
    const [got, asked] = [await call('/v1/things'), await call('/v1/things', { method: 'HEAD' })]
    expect(asked.status).toBe(200)
    expect(asked.headers.get('content-type')).toBe(got.headers.get('content-type'))
    expect(await asked.text()).toBe('')
  })
})

describe('the request id', () => {
  const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

  it.each(['req_0123-abc', randomUUID()])('is ours, beside the caller’s %s', async (id) => {
    const { headers } = await call('/v1/things', { headers: { 'x-request-id': id } })
    expect(headers.get('x-request-id')).toMatch(UUID)
    expect(headers.get('x-request-id')).not.toBe(id)
    expect(headers.get('x-client-request-id')).toBe(id)
    expect(logged).toMatchObject([{ requestId: headers.get('x-request-id'), clientRequestId: id }])
  })

  it('that a route is given is ours, too', async () => {
    const headers = { authorization: `Bearer ${signIn({ uid: 'ada' })}`, 'x-request-id': randomUUID() }
    const response = await call('/v1/me', { headers })
    expect(await response.json()).toMatchObject({ requestId: response.headers.get('x-request-id') })
  })

  it('of a request is never that of another, though the caller repeats its own', async () => {
    const again = () => call('/v1/things', { headers: { 'x-request-id': 'req_0123-abc' } })
    const [one, other] = [await again(), await again()]
    expect(one.headers.get('x-request-id')).not.toBe(other.headers.get('x-request-id'))
  })

  it.each(['short', 'a'.repeat(65), 'with space!', '{"json":true}', 'éééééééé'])(
    'has nothing beside it where the caller’s is %j',
    async (id) => {
      const { headers } = await call('/v1/things', { headers: { 'x-request-id': id } })
      expect(headers.get('x-request-id')).toMatch(UUID)
      expect(headers.get('x-client-request-id')).toBeNull()
      expect(logged[0]).not.toHaveProperty('clientRequestId')
    },
  )
})

describe('a path', () => {
  it('that does not exist is a 404', async () => {
    const response = await call('/v1/nothing')
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toEqual({
      type: 'https://api.test/docs#not_found',
      title: 'Not found',
      status: 404,
      detail: expect.any(String),
      instance: '/api/v1/nothing',
      code: 'not_found',
      requestId: response.headers.get('x-request-id'),
    })
  })

  it.each([
    '/v1/things/',
    '/v1/things/a/b',
    '/v1/things/%',
    '/v1/things/%ff',
    '/v1//things',
    '/V1/things',
    '/',
  ])('%s does not exist', async (path) => {
    expect((await call(path)).status).toBe(404)
  })

  it('outside /api does not exist', async () => {
    expect((await api.fetch(new Request('https://api.test/v1/things'))).status).toBe(404)
  })

  it('prefers its own name to a parameter', async () => {
    expect(await (await call('/v1/things/special')).json()).toMatchObject({ size: 0 })
    expect(await (await call('/v1/things/speciaL')).json()).toMatchObject({ size: 1 })
  })

  it('gives its parameters decoded', async () => {
    expect(await (await call('/v1/things/a%2Fb%20c')).json()).toMatchObject({ id: 'a/b c' })
  })

  it.each([
    ['/v1/things', 'PUT', 'GET, POST, HEAD, OPTIONS'],
    ['/v1/things/special', 'DELETE', 'GET, HEAD, OPTIONS'],
    ['/v1/things/a', 'POST', 'GET, DELETE, HEAD, OPTIONS'],
  ])('%s says what can be done instead of %s', async (path, method, allow) => {
    const response = await call(path, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe(allow)
    expect(await response.json()).toMatchObject({ code: 'method_not_allowed' })
  })
})

describe('the query that Vercel adds for a rewrite', () => {
  it.each([
    '/v1/things/a1?resource=things&path=a1',
    '/v1/things/a1?resource=things&path=things%2Fa1',
    '/v1/things/a1?thingId=a1',
    '/v1/things/a1?thingId=a1&thingId=a1',
  ])('is left out: %s', async (path) => {
    expect((await call(path)).status).toBe(200)
  })

  it.each([
    '/v1/things/a1?resource=customers',
    '/v1/things/a1?path=a2',
    '/v1/things/a1?thingId=a2',
    '/v1/things/a1?thingId=a1&thingId=a2',
    '/v1/things/a1?path=',
    '/v1/things/a1?constructor=a1',
    '/v1/things/a1?__proto__=a1',
  ])('is not mistaken for the caller’s own: %s', async (path) => {
    const response = await call(path)
    expect(response.status).toBe(400)
  })

  it('never gives a parameter of the path', async () => {
    expect(await (await call('/v1/things/a1?thingId=a1')).json()).toMatchObject({ id: 'a1' })
  })
})

describe('a browser', () => {
  const origin = settings.CORS_ORIGINS

  it('on a known origin may read responses and problems', async () => {
    for (const path of ['/v1/things', '/v1/nothing', '/v1/broken/throw']) {
      const { headers } = await call(path, { headers: { origin } })
      expect(headers.get('access-control-allow-origin')).toBe(origin)
      expect(headers.get('access-control-allow-credentials')).toBeNull()
      expect(headers.get('vary')).toBe('origin')
    }
  })

  it.each([`${origin}.evil.test`, 'http://console.test', 'null', 'https://CONSOLE.test'])(
    'on %s may not',
    async (other) => {
      const { headers } = await call('/v1/things', { headers: { origin: other } })
      expect(headers.get('access-control-allow-origin')).toBeNull()
      expect(headers.get('vary')).toBe('origin')
    },
  )

  it('learns beforehand what it may send', async () => {
    const response = await call('/v1/things', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-methods')).toBe('GET, POST, HEAD, OPTIONS')
    expect(response.headers.get('access-control-allow-headers')?.split(', ')).toEqual(
      expect.arrayContaining(['authorization', 'content-type', 'idempotency-key', 'if-match']),
    )
  })

  it.each(['traceparent', 'tracestate', 'baggage'])('that is traced may send %s', async (name) => {
    const response = await call('/v1/things', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': `authorization,${name}`,
      },
    })
    expect(response.headers.get('access-control-allow-headers')?.split(', ')).toContain(name)
  })

  it('may read what a client needs to go on', async () => {
    const { headers } = await call('/v1/things', { headers: { origin } })
    expect(headers.get('access-control-expose-headers')?.split(', ')).toEqual(
      expect.arrayContaining(['etag', 'idempotency-replayed', 'location', 'ratelimit', 'retry-after']),
    )
  })
})

describe('a failure inside', () => {
  it('says nothing of itself', async () => {
    const response = await call('/v1/broken/throw', { headers: { 'x-request-id': 'request-1' } })
    expect(response.status).toBe(500)
    expect(await response.json()).toEqual({
      type: 'https://api.test/docs#internal',
      title: 'Internal error',
      status: 500,
      detail: 'Something went wrong on our side; with the request id we can find the cause.',
      instance: '/api/v1/broken/throw',
      code: 'internal',
      requestId: response.headers.get('x-request-id'),
    })
    expect(logged).toContainEqual(
      expect.objectContaining({
        level: 'error',
        event: 'request.failed',
        clientRequestId: 'request-1',
        errorName: 'TypeError',
      }),
    )
    expect(JSON.stringify(logged)).not.toContain('hunter2')
  })

  it('is a response that does not fit its own output', async () => {
    expect((await call('/v1/broken/output')).status).toBe(500)
  })

  it('that passes says when to come back', async () => {
    const response = await call('/v1/broken/busy')
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7'])
  })

  it('to reach the database passes', async () => {
    const headers = { authorization: `Bearer ${signIn({ uid: 'ada' })}` }
    const response = await call('/v1/organization', { headers })
    expect([response.status, await response.json()]).toMatchObject([503, { code: 'unavailable' }])
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('to read the settings is a problem, too', async () => {
    vi.stubEnv('DATABASE_URL', 'nonsense://user:hunter2@host')
    vi.resetModules()
    const fresh = await import('../../lib/http/serve.ts')
    const { setLogSink: setFreshSink } = await import('../../lib/telemetry/log.ts')
    setFreshSink((entry) => logged.push(entry))
    const response = await fresh.serve(routes).fetch(
      new Request('https://api.test/api/v1/me', {
        headers: { authorization: `Bearer ${signIn({ uid: 'ada' })}` },
      }),
    )
    vi.unstubAllEnvs()
    expect(response.status).toBe(500)
    expect(await response.json()).toMatchObject({ type: 'about:blank', code: 'internal' })
    expect(JSON.stringify(logged)).not.toContain('hunter2')
  })
})

describe('a caller', () => {
  it('without a token is asked for one', async () => {
    const response = await call('/v1/me')
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect(await response.json()).toMatchObject({ code: 'unauthenticated' })
  })

  it('with a bad token gets a 401', async () => {
    const response = await call('/v1/me', { headers: { authorization: 'Bearer nonsense' } })
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer error="invalid_token"',
    ])
  })

  it('signed in is known by the uid', async () => {
    const headers = { authorization: `Bearer ${signIn({ uid: 'ada' })}` }
    expect(await (await call('/v1/me', { headers })).json()).toMatchObject({ uid: 'ada' })
  })

  it('without a token does not learn what is wrong with the query', async () => {
    expect((await call('/v1/me?unknown=1')).status).toBe(401)
  })
})

describe('cron', () => {
  it.each(['HEAD', 'OPTIONS'])('is not started by %s', async (method) => {
    const headers = { authorization: `Bearer ${settings.CRON_SECRET}` }
    const before = ticks
    const response = await call('/cron/tick', { method, headers })
    expect([response.status, response.headers.get('allow')]).toEqual([
      method === 'HEAD' ? 405 : 204,
      'GET, OPTIONS',
    ])
    expect(ticks).toBe(before)
  })

  it('comes in with its secret', async () => {
    const headers = { authorization: `Bearer ${settings.CRON_SECRET}` }
    expect((await call('/cron/tick', { headers })).status).toBe(200)
  })

  it.each([{}, { authorization: 'Bearer undefined' }])('stays out with %j', async (headers) => {
    expect((await call('/cron/tick', { headers: new Headers(headers) })).status).toBe(401)
  })
})

describe('the log', () => {
  it('has one line for a request, with its cost and without its data', async () => {
    await call('/v1/things/secret-thing?q=secret-query', { headers: { 'x-request-id': 'request-3' } })
    expect(logged).toHaveLength(1)
    expect(logged[0]).toMatchObject({
      event: 'request',
      clientRequestId: 'request-3',
      operation: 'things.get',
      method: 'GET',
      status: 400,
      code: 'invalid_request',
      durationMs: expect.any(Number),
      statements: 0,
      roundTrips: 0,
      googleCalls: 0,
    })
    expect(JSON.stringify(logged)).not.toContain('secret')
  })

  it('counts what each request cost by itself', async () => {
    await Promise.all([call('/v1/things'), call('/v1/things')])
    expect(logged.map((entry) => entry['statements'])).toEqual([1, 1])
  })
})
