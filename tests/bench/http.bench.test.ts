import { expect, it } from 'vitest'
import trackings from '../../api/v1/trackings.ts'
import { inParallel } from '../../lib/concurrency/in-parallel.ts'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { setLogSink } from '../../lib/telemetry/log.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { getTrackingWithFindings } from '../../lib/trackings/get-tracking-with-findings.ts'
import { listTrackings } from '../../lib/trackings/list-trackings.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { ownerPool } from '../fixtures/database.ts'
import { inSession } from '../fixtures/in-session.ts'
import { trackingsOf } from '../fixtures/many-rows.ts'
import { newTenant, type Person } from '../fixtures/tenant.ts'

const ROUNDS = 12
const READS = 40
const CALLERS = 8

apiTests()
const owner = ownerPool()

/** A call of the function, as an instance serves it. */
function over(path: string, { token }: Person) {
  return async () => {
    const headers = { authorization: `Bearer ${token}`, 'x-real-ip': '192.0.2.1' }
    const response = await trackings.fetch(
      new Request(`https://api.test/api/v1/trackings${path}`, { headers }),
    )
    expect(response.status).toBe(200)
    await response.text()
  }
}

/** Microseconds of this process for one, the reads by turns: the quietest round, which others have disturbed least. */
async function cpuOf<Name extends string>(reads: Record<Name, () => Promise<unknown>>) {
  const least = new Map<string, number>()
  const times = Array.from({ length: READS })
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, read] of Object.entries<() => Promise<unknown>>(reads)) {
      const before = process.cpuUsage()
      await inParallel(times, CALLERS, read)
      const { user, system } = process.cpuUsage(before)
      // The first rounds warm up.
      if (round >= ROUNDS / 4) least.set(name, Math.min(least.get(name) ?? Infinity, (user + system) / READS))
    }
  }
  return (name: Name) => least.get(name) ?? Number.NaN
}

it('CPU of the function for a read over HTTP, as a multiple of the same read in withTenant', async () => {
  const { organizationId, admin, join } = await newTenant()
  const customer = (
    await api(admin).post('/v1/customers', { name: 'Bakery', websiteUrl: 'https://bakery.example' })
  ).as(CustomerView)
  await trackingsOf(organizationId, customer.id, 200)
  const { rows } = await owner.query<{ id: string }>(
    'select id from tracking where organization_id = $1 limit 1',
    [organizationId],
  )
  const id = rows[0]?.id ?? ''
  const tenant = await inSession({ organizationId, admin, join })
  const query = { limit: 20, sort: 'createdAt', order: 'desc', deleted: false } as const
  // What a line costs belongs to the request; where it goes does not.
  setLogSink((entry) => void JSON.stringify(entry))

  const cpu = await cpuOf({
    'list of 20, withTenant': () =>
      withTenant(tenant, { readOnly: true }, (db) => listTrackings(db, tenant, query)),
    'list of 20, HTTP': over('?limit=20', admin),
    'get one, withTenant': () =>
      withTenant(tenant, { readOnly: true }, (db) => getTrackingWithFindings(db, id)),
    'get one, HTTP': over(`/${id}`, await join('MEMBER')),
  })

  const lines = (['list of 20', 'get one'] as const).map((read) => {
    const [alone, http] = [cpu(`${read}, withTenant`), cpu(`${read}, HTTP`)]
    return `  ${read.padEnd(11)} ${alone.toFixed(0)} µs  over HTTP ${http.toFixed(0)} µs  × ${(http / alone).toFixed(2)}`
  })
  process.stdout.write(
    `CPU of the function, the quietest of ${ROUNDS} rounds of ${READS}:\n${lines.join('\n')}\n`,
  )
}, 300_000)
