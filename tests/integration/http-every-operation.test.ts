import { beforeAll, describe, expect, it } from 'vitest'
import { MAX_BODY_BYTES } from '../../lib/http/input/read-body.ts'
import { allRoutes, type DeclaredRoute } from '../../lib/ops/openapi/all-routes.ts'
import { problemCodes } from '../../lib/ops/openapi/problem-codes.ts'
import { apiTests, fetchFunction } from '../fixtures/api.ts'
import { quietQueue } from '../fixtures/queue.ts'
import { settings } from '../fixtures/settings.ts'
import { newPerson, newTenant } from '../fixtures/tenant.ts'

apiTests()

const routes = await allRoutes()
const NO_ID = '018f0000-0000-7000-8000-000000000000'

const tokens = { ADMIN: '', MEMBER: '', cron: settings.CRON_SECRET, identity: newPerson().token }
beforeAll(async () => {
  const tenant = await newTenant()
  tokens.ADMIN = tenant.admin.token
  tokens.MEMBER = (await tenant.join('MEMBER')).token
})

type Attempt = { token?: string | undefined; query?: string; body?: string; type?: string; method?: string }

async function attempt(route: DeclaredRoute, { token, query = '', body, type, method }: Attempt) {
  const headers = new Headers()
  if (token) headers.set('authorization', `Bearer ${token}`)
  if (type) headers.set('content-type', type)
  const url = `https://api.test/api${route.path.replace(/\{\w+\}/g, NO_ID)}${query}`
  const init = { method: method ?? route.method, headers, body: body ?? null }
  const response = await fetchFunction(new Request(url, init))
  const problem: unknown = await response.json()
  return { status: response.status, problem }
}

/** Somebody who may call it. */
const tokenFor = ({ auth }: DeclaredRoute) => (typeof auth === 'string' ? tokens[auth] : undefined)

/** What ends in a code at every operation that can answer with it. */
const ATTEMPTS: Record<string, (route: DeclaredRoute) => Attempt> = {
  invalid_request: (route) => ({ token: tokenFor(route), query: '?limit=1&limit=2&no-such=1' }),
  unauthenticated: () => ({}),
  not_a_member: () => ({ token: tokens.identity }),
  not_found: () => ({ token: tokens.ADMIN }),
  malformed_json: (route) => ({ token: tokenFor(route), body: '{"name":', type: 'application/json' }),
  unsupported_media_type: (route) => ({ token: tokenFor(route), body: '{}', type: 'text/plain' }),
  payload_too_large: (route) => ({
    token: tokenFor(route),
    body: `"${'x'.repeat(MAX_BODY_BYTES)}"`,
    type: 'application/json',
  }),
}

describe.each(routes.map((route) => [route.id, route] as const))('%s', (_, route) => {
  const codes = problemCodes(route).filter(
    // With a body it takes one that is right in itself, which the tests of the resource have.
    (code) => code in ATTEMPTS && !(code === 'not_found' && route.body),
  )

  it.each(codes)('responds with %s', async (code) => {
    const { problem } = await attempt(route, ATTEMPTS[code]?.(route) ?? {})
    expect(problem).toMatchObject({ code })
  })

  it('responds with method_not_allowed where it has no operation', async () => {
    expect(await attempt(route, { method: 'PUT', token: tokenFor(route) })).toMatchObject({
      status: 405,
      problem: { code: 'method_not_allowed' },
    })
  })
})

const withoutMember = routes.filter(
  ({ auth, status }) => (auth === 'cron' || typeof auth === 'object') && status === 200,
)

it.each(withoutMember.map((route) => [route.id, route] as const))(
  '%s answers without a member',
  async (_, route) => {
    await quietQueue()
    // Chains of the audit log that other tests have broken are reported by a status of its own.
    const { status } = await attempt(route, { token: tokens.cron })
    expect([200, route.failureStatus]).toContain(status)
  },
)
