import { afterAll, expect, it } from 'vitest'
import { closeTenantConnection } from '../../lib/tenant/tenant-db.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { adminPool, ownerPool } from '../fixtures/database.ts'
import { type FullTenant, fullTenant } from '../fixtures/full-tenant.ts'
import '../fixtures/settings.ts'

const WRITERS = 8
const ROUNDS = 6
const WRITES_A_ROUND = 800

process.env['DATABASE_POOL_MAX'] = String(WRITERS)

const owner = ownerPool()
const admin = adminPool()
afterAll(() => closeTenantConnection())

const write = (tenant: FullTenant, index: number) =>
  withTenant(tenant.tenant(), {}, (db) =>
    db.customer.create({
      data: { name: `Shop ${index}`, websiteUrl: 'https://shop.example' },
      select: { id: true },
    }),
  )

/** Writes shared by the writers. Answers the seconds it took. */
async function round(tenants: readonly FullTenant[]): Promise<number> {
  const startedAt = performance.now()
  let next = 0
  const writer = async () => {
    while (next < WRITES_A_ROUND) {
      const index = next
      next += 1
      const tenant = tenants[index % tenants.length]
      if (tenant) await write(tenant, index)
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, writer))
  return (performance.now() - startedAt) / 1000
}

async function trigger(state: 'enable' | 'disable'): Promise<void> {
  await admin.query(`alter table customer ${state} trigger audit_other`)
}

it.each([
  ['one hot organization', 1],
  ['50 organizations', 50],
])(
  'what the audit log costs a write, %s',
  async (name, count) => {
    const tenants: FullTenant[] = []
    for (let index = 0; index < count; index += 1) tenants.push(await fullTenant(owner))
    await round(tenants)
    const seconds = { without: 0, with: 0 }
    // In turns, so that whatever else the machine does meets both.
    for (let index = 0; index < ROUNDS; index += 1) {
      await trigger('disable')
      seconds.without += await round(tenants)
      await trigger('enable')
      seconds.with += await round(tenants)
    }
    const rate = (taken: number) => Math.round((ROUNDS * WRITES_A_ROUND) / taken)
    process.stdout.write(
      `audit, ${name}, ${WRITERS} writers: ${rate(seconds.without)} writes/s without, ` +
        `${rate(seconds.with)} with, ratio ${(seconds.with / seconds.without).toFixed(2)}\n`,
    )
    const { rows } = await admin.query<{ gaps: number }>(
      `select count(*)::int as gaps from (
       select sequence - lag(sequence, 1, 0) over (partition by organization_id order by sequence) as step
       from audit_log where organization_id = any ($1)) s where step <> 1`,
      [tenants.map(({ organizationId }) => organizationId)],
    )
    expect(rows[0]?.gaps).toBe(0)
  },
  300_000,
)
