import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { closeSystemPool } from '../../lib/db/system-pool.ts'
import { InvitationWithLink } from '../../lib/members/invitation-view.ts'
import { allRoutes } from '../../lib/ops/openapi/all-routes.ts'
import { newApiKey } from '../../lib/secrets/api-key.ts'
import { closeTenantConnection } from '../../lib/tenant/tenant-db.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api, apiTests, fetchFunction } from '../fixtures/api.ts'
import { newScript } from '../fixtures/api-key.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { type FreshDatabase, freshDatabase } from '../fixtures/database.ts'
import { isFull, sampleSeed } from '../fixtures/depth.ts'
import { type FuzzedRequest, requestsTo } from '../fixtures/fuzz/request.ts'
import { settings } from '../fixtures/settings.ts'
import { newPerson, newTenant } from '../fixtures/tenant.ts'

apiTests()

/** `FUZZ_REQUESTS=20000 FUZZ_SEED=… npx vitest run tests/instance/http-fuzz.test.ts` is the long run. */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? (isFull ? 4_000 : 400))
const SEED = Number(process.env['FUZZ_SEED'] ?? sampleSeed * 100_000)
/** After so many a fresh tenant takes over, because they also delete and leave. */
const ROUND = 200
const WIDTH = 8
const RESPONSE_LIMIT_MS = 60_000
const HEAP_FROM = 5_000
const HEAP_LIMIT_BYTES = 10 * 1024 * 1024

let database: FreshDatabase

// The schedule is among what is asked for: in a shared database it would find the work of other tests.
beforeAll(async () => {
  database = await freshDatabase()
  process.env['DATABASE_URL'] = database.app
  process.env['SYSTEM_DATABASE_URL'] = database.system
})
afterAll(async () => {
  await Promise.all([closeTenantConnection(), closeSystemPool()])
  await database[Symbol.asyncDispose]()
})

type World = { callers: (string | undefined)[]; ids: string[] }

async function newWorld(): Promise<World> {
  const tenant = await newTenant()
  const member = newPerson()
  const invited = await api(tenant.admin).post('/v1/members/invitations', { email: member.email })
  const token = new URL(invited.as(InvitationWithLink).link).searchParams.get('invitation')
  await api(member).post('/v1/members/invitations/accept', { token })
  const { id: customerId } = await newCustomer(tenant)
  const made = await api(tenant.admin).post('/v1/trackings', {
    customerId,
    name: 'Lead',
    type: 'CUSTOM_EVENT',
    eventName: 'lead',
  })
  const { id: trackingId } = made.as(TrackingView)
  const other = (await api(tenant.admin).get(`/v1/customers/${customerId}`)).as(CustomerView)
  const admin = tenant.admin.token
  return {
    callers: [
      admin,
      admin,
      admin,
      member.token,
      (await newScript(tenant, 'ADMIN')).token,
      (await newScript(tenant)).token,
      newApiKey().key,
      newPerson().token,
      settings.CRON_SECRET,
      'not-a-token',
      undefined,
    ],
    ids: [customerId, trackingId, other.id],
  }
}

async function send(request: FuzzedRequest, token: string | undefined): Promise<Response> {
  const headers = new Headers(request.headers)
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('no answer in time')), RESPONSE_LIMIT_MS)
  try {
    const { method, path, body } = request
    const responded = fetchFunction(new Request(`https://api.test${path}`, { method, headers, body }))
    return await Promise.race([responded, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** What is wrong with an answer that is as documented, if anything. */
async function violationOf(response: Response): Promise<string | undefined> {
  return response.status >= 500 ? `answered ${response.status}: ${await response.text()}` : undefined
}

function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  collect()
  collect()
  return process.memoryUsage().heapUsed
}

it(`${REQUESTS} requests out of the routes’ own schemas: no 5xx, no hang, no undeclared response`, async () => {
  const routes = await allRoutes()
  const faults: string[] = []
  const statuses = new Map<number, number>()
  let heap = 0
  let sent = 0
  while (sent < REQUESTS) {
    const world = await newWorld()
    const end = Math.min(sent + ROUND, REQUESTS)
    const work = Array.from({ length: WIDTH }, async () => {
      while (sent < end) {
        const index = sent
        sent += 1
        const route = routes[index % routes.length]
        if (!route) throw new Error('there is no route')
        const seed = SEED + index
        const [request] = fc.sample(requestsTo(route, world.ids), { seed, numRuns: 1 })
        if (!request) throw new Error('nothing was generated')
        const token = world.callers[Math.floor(index / routes.length) % world.callers.length]
        const response = await send(request, token).catch((error: unknown) => String(error))
        const fault = typeof response === 'string' ? response : await violationOf(response)
        if (typeof response !== 'string')
          statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
        if (fault)
          faults.push(`${route.id} (seed ${seed}) ${fault}\n  ${JSON.stringify(request).slice(0, 600)}`)
      }
    })
    await Promise.all(work)
    if (heap === 0 && sent >= HEAP_FROM) heap = heapAfterCollection()
  }
  expect(faults.slice(0, 5)).toEqual([])
  // Both were met: requests that were served, and those that were rejected.
  expect(statuses.get(200) ?? 0).toBeGreaterThan(REQUESTS / 50)
  expect(statuses.get(400) ?? 0).toBeGreaterThan(REQUESTS / 50)
  if (heap > 0) {
    const grown = heapAfterCollection() - heap
    process.stdout.write(
      `fuzz: ${REQUESTS} requests, ${[...statuses]
        .sort()
        .map(([status, count]) => `${status}: ${count}`)
        .join(', ')}; ` + `heap grew ${(grown / 1024 / 1024).toFixed(1)} MiB after the first ${HEAP_FROM}\n`,
    )
    expect(grown).toBeLessThan(HEAP_LIMIT_BYTES)
  }
}, 1_200_000)
