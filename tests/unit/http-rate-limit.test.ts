import '../fixtures/settings.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import {
  type Limits,
  RATE_LIMITS,
  type RateLimitStatus,
  rateLimiters,
  rateLimitHeaders,
} from '../../lib/http/limits/rate-limit.ts'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { setLogSink } from '../../lib/telemetry/log.ts'
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
    expect(statuses[0]).toEqual({ policy: 'read', limit: 3, remaining: 2, resetSeconds: 60 })
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
      { policy: 'write', limit: 600, remaining: 599, resetSeconds: 60 },
      { policy: 'write-organization', limit: 3000, remaining: 0, resetSeconds: 7 },
    ]
    expect(rateLimitHeaders(statuses)).toEqual({
      'ratelimit-policy': '"write";q=600;w=60, "write-organization";q=3000;w=60',
      ratelimit: '"write";r=599;t=60, "write-organization";r=0;t=7',
    })
    expect(rateLimitHeaders([])).toEqual({})
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
    expect(rejected.headers.get('ratelimit')).toBe('"public";r=0;t=60')
    expect((await from('192.0.2.2', '192.0.2.1')).status).toBe(200)
  })

  it('of the schedule is not', async () => {
    const response = await get('/cron/tick', { authorization: `Bearer ${settings.CRON_SECRET}` })
    expect([response.status, response.headers.get('ratelimit')]).toEqual([200, null])
  })
})
