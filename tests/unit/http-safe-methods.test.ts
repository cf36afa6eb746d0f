import '../fixtures/settings.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { API_PREFIX } from '../../lib/http/match.ts'
import { allRoutes, apiFunctions } from '../../lib/ops/openapi/all-routes.ts'
import { setLogSink } from '../../lib/telemetry/log.ts'
import { settings } from '../fixtures/settings.ts'

/** A GET that opens transactions of its own, or none, and changes nothing all the same. */
const READS_WITHOUT_A_READ_TRANSACTION = new Set(['auditLog.verify', 'health.get'])

const routes = await allRoutes()
const functions = await apiFunctions()
beforeAll(() => setLogSink(() => undefined))
afterAll(() => setLogSink())

async function send(method: string, { file, path }: { file: string; path: string }): Promise<Response> {
  const handler = await functions.find((each) => each.file === file)?.load()
  if (!handler) throw new Error(`no function in ${file}`)
  const url = `https://api.test${API_PREFIX}${path}?state=0123456789&code=c`
  const headers = { authorization: `Bearer ${settings.CRON_SECRET}` }
  return handler.default.fetch(new Request(url, { method, headers }))
}

describe('HEAD and OPTIONS', () => {
  it('reach no GET but those that read', () => {
    const reached = routes.filter(({ safe }) => safe)
    const own = reached.filter(({ transaction }) => transaction !== 'read').map(({ id }) => id)
    expect(new Set(own)).toEqual(READS_WITHOUT_A_READ_TRANSACTION)
  })

  const acting = routes.filter(({ method, safe }) => method === 'GET' && !safe)

  it.each(acting.map((route) => [route.id, route] as const))('never start %s', async (_, route) => {
    const [head, options] = [await send('HEAD', route), await send('OPTIONS', route)]
    expect([head.status, head.headers.get('allow')]).toEqual([405, 'GET, OPTIONS'])
    expect([options.status, options.headers.get('location')]).toEqual([204, null])
  })

  it('are told apart from the six tasks of the schedule, the callback, and what records or asks Google', () => {
    expect(acting.map(({ id }) => id).toSorted()).toEqual([
      'auditLog.export',
      'connections.callback',
      'cron.collectEvidence',
      'cron.maintain',
      'cron.purge',
      'cron.refreshTokens',
      'cron.runSync',
      'cron.verifyDeployments',
      'customers.google',
      'customers.inventory',
      'members.me',
    ])
  })
})
