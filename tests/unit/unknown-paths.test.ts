import '../fixtures/settings.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FetchServer } from '../../lib/dev/serve-fetch.ts'
import { serveFunctions } from '../../lib/dev/serve-functions.ts'
import { Problem } from '../../lib/http/problem.ts'
import { setLogSink } from '../../lib/telemetry/log.ts'

let server: FetchServer
beforeAll(async () => {
  setLogSink(() => undefined)
  server = await serveFunctions()
})
afterAll(async () => {
  setLogSink()
  await server.close()
})

const NOWHERE = [
  '/api',
  '/api/',
  '/api?a=1',
  '/api/v1',
  '/api/v1/',
  '/api/v1/nothing',
  '/api/v1/nothing/7',
  '/api/v1/customers/',
  '/api/v1/customers/7/nothing/',
  '/api/v1//customers',
  '/api/v2/customers',
  '/api/V1/customers',
  '/api/v1/%E4',
  '/api/v1/customers%2F7',
  '/api/health/',
  '/api/health/deep',
  '/api/cron',
  '/api/cron/nothing',
]

describe('a path below /api that is none of ours', () => {
  it.each(NOWHERE)('is a problem with its way out: %s', async (path) => {
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
      const response = await fetch(server.url + path, { method })
      expect([response.status, response.headers.get('content-type')]).toEqual([
        404,
        'application/problem+json',
      ])
      expect(Problem.parse(await response.json())).toMatchObject({
        code: 'not_found',
        instance: path.split('?')[0],
        requestId: response.headers.get('x-request-id'),
      })
    }
  })

  it.each(NOWHERE)('has no body for HEAD: %s', async (path) => {
    const response = await fetch(server.url + path, { method: 'HEAD' })
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })
})

describe('a path of ours', () => {
  it.each([
    ['PUT', '/api/health', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/api/v1/customers', 'GET, POST, HEAD, OPTIONS'],
    ['GET', '/api/v1/customers/7/sync', 'POST, OPTIONS'],
    ['PROPFIND', '/api/v1/organization', 'POST, GET, PATCH, DELETE, HEAD, OPTIONS'],
    ['POST', '/api/cron/purge', 'GET, OPTIONS'],
  ])('says for %s of %s what is allowed', async (method, path, allow) => {
    const response = await fetch(server.url + path, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
    expect(Problem.parse(await response.json()).detail).toContain(allow)
  })

  it('says what is allowed for OPTIONS, too', async () => {
    const response = await fetch(`${server.url}/api/v1/customers/7/sync`, { method: 'OPTIONS' })
    expect([response.status, response.headers.get('allow')]).toEqual([204, 'POST, OPTIONS'])
  })
})
