import { beforeAll, expect, it } from 'vitest'
import { tenantConnection } from '../../lib/tenant/tenant-db.ts'
import { type Agency, newAgencies, readAgency } from '../fixtures/agency-model.ts'
import { apiTests } from '../fixtures/api.ts'
import { isFull } from '../fixtures/depth.ts'
import { mixedTraffic } from '../fixtures/mixed-traffic.ts'

apiTests()

const AGENCIES = 40
const CONCURRENCY = 32
const CONNECTIONS = 2
/** More in `npm run bench`. */
const REQUESTS = Number(process.env['TEST_REQUESTS'] ?? (isFull ? 1_500 : 500))

let agencies: Agency[] = []

beforeAll(async () => {
  process.env['DATABASE_POOL_MAX'] = String(CONNECTIONS)
  agencies = await newAgencies(AGENCIES)
})

it(`${REQUESTS} requests of ${AGENCIES} organizations, ${CONCURRENCY} at once over ${CONNECTIONS} connections, all get the right response`, async () => {
  const figures = await mixedTraffic({
    agencies,
    requests: REQUESTS,
    concurrency: CONCURRENCY,
    seed: 1,
  })
  expect(figures).toMatchObject({ leaks: [], wrong: [] })
  expect(Object.keys(figures.statuses)).toEqual(
    expect.arrayContaining(['200', '201', '204', '400', '401', '403', '404', '409']),
  )
  for (const agency of agencies) expect(agency.state).toEqual(await readAgency(agency.tenant.organizationId))

  const connection = tenantConnection()
  // Over Accelerate the pool is not ours.
  if (connection.mode === 'accelerate') return
  await expect.poll(() => connection.pool.idleCount).toBe(connection.pool.totalCount)
  expect(connection.pool.waitingCount).toBe(0)
}, 600_000)
