import '../fixtures/settings.ts'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { AppError } from '../../lib/errors/app-error.ts'
import { addressBucket } from '../../lib/http/limits/address-bucket.ts'
import {
  type Limits,
  RATE_LIMITS,
  type RateLimitStatus,
  rateLimiters,
  rateLimitHeaders,
} from '../../lib/http/limits/rate-limit.ts'
import { RateLimitCheck } from '../../lib/http/limits/rate-limit-check.ts'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { setLogSink } from '../../lib/telemetry/log.ts'
import { firebaseHandlers, signIn } from '../fixtures/firebase.ts'
import { settings } from '../fixtures/settings.ts'

beforeEach(() => {
  setLogSink(() => undefined)
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
  setLogSink()
})

const three: Limits = { ...RATE_LIMITS, read: { shared: false, caller: 3 } }

describe('a limit', () => {
  it('is one caller’s own, and reported with every request', async () => {
    const consume = rateLimiters(three)
    const statuses: RateLimitStatus[] = []
    for (const caller of ['ada', 'ada', 'bob'])
      await consume('read', 'caller', caller, (status) => statuses.push(status))
    expect(statuses.map(({ remaining }) => remaining)).toEqual([2, 1, 2])
    expect(statuses[0]).toEqual({
      policy: 'read',
      limit: 3,
      windowSeconds: 60,
      remaining: 2,
      resetSeconds: 60,
    })
  })

  it('rejects beyond it until its minute is over', async () => {
    const consume = rateLimiters(three)
    const ask = () => consume('read', 'caller', 'ada', () => undefined)
    await Promise.all([ask(), ask(), ask()])
    vi.advanceTimersByTime(20_000)
    await expect(ask()).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 40 })
    vi.advanceTimersByTime(40_000)
    await expect(ask()).resolves.toBeUndefined()
  })

  it('does not exist where none is declared', async () => {
    const consume = rateLimiters(three)
    const logged = vi.fn()
    await consume('cron', 'caller', 'ada', logged)
    await consume('read', 'organization', 'agency', logged)
    expect(logged).not.toHaveBeenCalled()
  })
})

describe('the header fields', () => {
  it('name each policy with its quota and what is left', () => {
    const statuses = [
      { policy: 'write', limit: 600, windowSeconds: 60, remaining: 599, resetSeconds: 60 },
      { policy: 'write-organization', limit: 3000, windowSeconds: 86_400, remaining: 0, resetSeconds: 7 },
    ]
    expect(rateLimitHeaders(statuses)).toEqual({
      'ratelimit-policy': '"write";q=600;w=60, "write-organization";q=3000;w=86400',
      ratelimit: '"write";r=599;t=60, "write-organization";r=0;t=7',
    })
    expect(rateLimitHeaders([])).toEqual({})
  })
})

describe('a request that is known to be over a limit', () => {
  const run = vi.fn(async () => ({ ok: true }))
  const api = serve([
    route({
      id: 'things.create',
      method: 'POST',
      path: '/v1/things',
      summary: 'Create',
      auth: 'identity',
      rate: 'read',
      body: z.object({ name: z.string() }),
      output: z.object({ ok: z.boolean() }),
      run,
    }),
  ])
  const google = setupServer(...firebaseHandlers)
  beforeAll(() => google.listen({ onUnhandledFrame: 'error' }))
  afterAll(() => google.close())

  it('is rejected before its body is read', async () => {
    const headers = { authorization: `Bearer ${signIn({ uid: 'ada' })}`, 'content-type': 'application/json' }
    const pulled = vi.fn((controller: ReadableStreamDefaultController) => {
      controller.enqueue(Buffer.from('{"name":"a"}'))
      controller.close()
    })
    const send = () => {
      const body = new ReadableStream({ pull: pulled }, { highWaterMark: 0 })
      const init = { method: 'POST', headers, body, duplex: 'half' as const }
      return api.fetch(new Request('https://api.test/api/v1/things', init))
    }
    for (let sent = 0; sent < 3_000; sent += 1) expect((await send()).status).toBe(200)
    expect(pulled).toHaveBeenCalledTimes(3_000)
    expect((await send()).status).toBe(429)
    expect([pulled.mock.calls.length, run.mock.calls.length]).toEqual([3_000, 3_000])
  })
})

describe('what is known of a denial', () => {
  it('is what any of the buckets has said, not the first of them', async () => {
    const denied = new AppError('rate_limited', 'wait')
    const check = new RateLimitCheck('write', async (_, bucket) => {
      if (bucket === 'organization') throw denied
    })
    check.count('caller', 'ada')
    check.count('organization', 'agency')
    await expect(check.notYetDenied()).rejects.toBe(denied)
  })

  it('is not waited for', async () => {
    const check = new RateLimitCheck('write', () => new Promise(() => undefined))
    check.count('caller', 'ada')
    await expect(check.notYetDenied()).resolves.toBeUndefined()
  })
})

describe('an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::7', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s counts as %s, however it is spelled', (address, bucket) => {
    expect(addressBucket(address)).toBe(bucket)
  })
})

describe('a public route', () => {
  const output = z.object({ ok: z.boolean() })
  const run = async () => ({ ok: true })
  const given = { method: 'GET', summary: 'Test', output, run } as const
  const api = serve([
    route({ ...given, id: 'open.get', path: '/open', auth: { public: 'a test' }, rate: 'public' }),
    route({ ...given, id: 'cron.tick', path: '/cron/tick', auth: 'cron', rate: 'cron' }),
  ])
  const get = (path: string, headers: Record<string, string>) =>
    api.fetch(new Request(`https://api.test/api${path}`, { headers }))

  it('is limited by the address that Vercel vouches for, whatever the client says of itself', async () => {
    const from = (address: string, said: string) =>
      get('/open', { 'x-real-ip': address, 'x-forwarded-for': said, forwarded: `for=${said}` })
    for (let asked = 0; asked < 300; asked += 1) await from('192.0.2.1', `198.51.100.${asked}`)
    const rejected = await from('192.0.2.1', '198.51.100.77')
    expect([rejected.status, rejected.headers.get('retry-after')]).toEqual([429, '60'])
    expect(await rejected.json()).toMatchObject({ code: 'rate_limited' })
    expect(rejected.headers.get('ratelimit')).toBe('"public-address";r=0;t=60')
    expect((await from('192.0.2.2', '192.0.2.1')).status).toBe(200)
  })

  it('of the schedule is not', async () => {
    const response = await get('/cron/tick', { authorization: `Bearer ${settings.CRON_SECRET}` })
    expect([response.status, response.headers.get('ratelimit')]).toEqual([200, null])
  })
})
