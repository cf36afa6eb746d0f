import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callSystem } from '../../lib/db/system-pool.ts'
import { metered } from '../../lib/telemetry/meter.ts'
import { NotSingleError } from '../../lib/tenant/single-write.ts'
import { closeTenantConnection } from '../../lib/tenant/tenant-db.ts'
import { type TenantDb, withTenant } from '../../lib/tenant/with-tenant.ts'
import { adminPool, directUrls, ownerPool } from '../fixtures/database.ts'
import { type FullTenant, fullTenant } from '../fixtures/full-tenant.ts'
import '../fixtures/settings.ts'

process.env['DATABASE_URL'] = directUrls().app
process.env['DATABASE_POOL_MAX'] = '2'
const owner = ownerPool()
const admin = adminPool()
let ours: FullTenant
let theirs: FullTenant

beforeAll(async () => {
  ours = await fullTenant(owner)
  theirs = await fullTenant(owner)
})
afterAll(() => closeTenantConnection())

const nameOf = async (tenant: FullTenant) => {
  const { rows } = await admin.query<{ name: string }>('select name from customer where id = $1', [
    tenant.ids.Customer,
  ])
  return rows[0]?.name
}
const rename = (tenant: FullTenant, name: string) => (db: TenantDb) =>
  db.customer.updateMany({ where: { id: tenant.ids.Customer }, data: { name } })

describe('look-ups of two tenants in one tick', () => {
  it('by unique keys are answered each from its own tenant, a thousand times', async () => {
    const look = async (tenant: FullTenant, other: FullTenant) =>
      withTenant(tenant.tenant(), { readOnly: true }, (db) =>
        Promise.all([
          db.customer.findUnique({ where: { id: tenant.ids.Customer } }),
          db.customer.findUnique({ where: { id: other.ids.Customer } }),
          db.customer.findUniqueOrThrow({
            where: {
              organizationId_id: { organizationId: tenant.organizationId, id: tenant.ids.Customer },
            },
          }),
        ]),
      )
    for (let round = 0; round < 100; round += 1) {
      const all = await Promise.all(
        Array.from({ length: 10 }, (_, index) => (index % 2 ? look(ours, theirs) : look(theirs, ours))),
      )
      for (const [index, [own, foreign, again]] of all.entries()) {
        const { organizationId } = index % 2 ? ours : theirs
        expect([own?.organizationId, foreign, again.organizationId]).toEqual([
          organizationId,
          null,
          organizationId,
        ])
      }
    }
  })

  it('stay apart when one of the tenants is not let in', async () => {
    const intruder = { ...ours.tenant(), organizationId: theirs.organizationId }
    const find = (db: TenantDb) => db.customer.findUnique({ where: { id: ours.ids.Customer } })
    const [denied, found] = await Promise.allSettled([
      withTenant(intruder, { readOnly: true }, find),
      withTenant(ours.tenant(), { readOnly: true }, find),
    ])
    expect(denied).toMatchObject({ status: 'rejected', reason: { reason: 'not_a_member' } })
    expect(found).toMatchObject({ status: 'fulfilled', value: { id: ours.ids.Customer } })
  })
})

it('a denial stays one, whatever the work makes of its error', async () => {
  const intruder = { ...ours.tenant(), organizationId: theirs.organizationId }
  for (const readOnly of [true, false]) {
    const work = withTenant(intruder, { readOnly }, (db) => db.customer.count().catch(() => 0))
    await expect(work).rejects.toMatchObject({ reason: 'not_a_member' })
  }
})

describe('a single write', () => {
  it('is one round trip, and is on record', async () => {
    const entries = async () => {
      const { rows } = await admin.query<{ n: number }>(
        'select count(*)::int as n from audit_log where organization_id = $1',
        [ours.organizationId],
      )
      return rows[0]?.n ?? 0
    }
    const before = await entries()
    const roundTrips = await metered(async (meter) => {
      await withTenant(ours.tenant(), { single: true }, rename(ours, 'renamed at once'))
      return meter.roundTrips
    })
    expect([roundTrips, await nameOf(ours), (await entries()) - before]).toEqual([1, 'renamed at once', 1])
  })

  it('changes nothing of another tenant, and nothing where the actor is not let in', async () => {
    const before = await nameOf(theirs)
    const outcome = await withTenant(ours.tenant(), { single: true }, rename(theirs, 'taken over'))
    expect([outcome.count, await nameOf(theirs)]).toEqual([0, before])
    const intruder = { ...ours.tenant(), organizationId: theirs.organizationId }
    await expect(
      withTenant(intruder, { single: true }, (db) => db.$executeRaw`update customer set name = 'taken over'`),
    ).rejects.toMatchObject({ reason: 'not_a_member' })
    expect(await nameOf(theirs)).toBe(before)
  })

  it('that fails leaves nothing, and the next one works', async () => {
    const before = await nameOf(ours)
    await expect(
      withTenant(
        ours.tenant(),
        { single: true },
        (db) =>
          db.$executeRaw`update customer set name = 'half' where 1 / (case when name = 'x' then 1 else 0 end) = 1`,
      ),
    ).rejects.toMatchObject({ code: 'P2010' })
    expect(await nameOf(ours)).toBe(before)
    await withTenant(ours.tenant(), { single: true }, rename(ours, 'whole'))
    expect(await nameOf(ours)).toBe('whole')
  })

  it('is refused a second statement', async () => {
    const work = withTenant(ours.tenant(), { single: true }, async (db) => {
      await rename(ours, 'first')(db)
      await rename(ours, 'second')(db)
    })
    await expect(work).rejects.toThrow(NotSingleError)
    expect(await nameOf(ours)).toBe('first')
  })

  it('with an idempotency key claims and completes it in the same round trip, with the id that it made', async () => {
    const claim = { keyHash: 'a'.repeat(43), fingerprint: 'b'.repeat(43), status: 201, made: () => [] }
    const create = (db: TenantDb) =>
      db.customer.create({
        data: { name: 'Made once', websiteUrl: 'https://once.example' },
        select: { name: true, id: true },
      })
    const [made, roundTrips] = await metered(async (meter) => [
      await withTenant(ours.tenant(), { single: true, claim }, create),
      meter.roundTrips,
    ])
    expect([made.name, roundTrips]).toEqual(['Made once', 1])
    const { rows } = await admin.query('select resource_ids from idempotency_key where key_hash = $1', [
      claim.keyHash,
    ])
    expect(rows).toEqual([{ resource_ids: [made.id] }])
    await expect(withTenant(ours.tenant(), { single: true, claim }, create)).rejects.toMatchObject({
      by: 'used',
    })
    const { rowCount } = await admin.query(`select from customer where name = 'Made once'`)
    expect(rowCount).toBe(1)
  })
})

describe('prepared statements', () => {
  const prepared = () =>
    withTenant(
      ours.tenant(),
      { readOnly: true },
      (db) => db.$queryRaw<{ names: number }[]>`select count(*)::int as names from pg_prepared_statements`,
    )

  it('are kept on a direct connection, at most 200 of them', async () => {
    for (let number = 0; number < 450; number += 1) {
      await withTenant(ours.tenant(), { readOnly: true }, (db) =>
        db.customer.count({ where: { name: { in: Array.from({ length: number }, String) } } }),
      )
    }
    const [row] = await prepared()
    expect(row?.names).toBeGreaterThan(100)
    expect(row?.names).toBeLessThanOrEqual(200)
  })

  it('that the server has forgotten are sent again, and nobody notices', async () => {
    const count = () => withTenant(ours.tenant(), { readOnly: true }, (db) => db.tracking.count())
    const before = await count()
    await forgetAll()
    expect(await Promise.all([count(), count(), count()])).toEqual([before, before, before])
    await forgetAll()
    await withTenant(ours.tenant(), {}, rename(ours, 'after DEALLOCATE'))
    expect(await nameOf(ours)).toBe('after DEALLOCATE')
  })

  /** On every connection of the pool, as a pooler does that hands a server on. */
  async function forgetAll(): Promise<void> {
    await Promise.all(
      [1, 2].map(() =>
        withTenant(ours.tenant(), {}, async (db) => {
          await db.$executeRaw`deallocate all`
          await callSystem('select pg_sleep(0.05)', [])
        }),
      ),
    )
  }

  it('outlive a migration that changes the type of a column under traffic', async () => {
    let going = true
    const failures: unknown[] = []
    let done = 0
    const callers = [ours, theirs, ours, theirs].map(async (tenant) => {
      while (going) {
        const options = { readOnly: done % 3 !== 0 }
        await withTenant(tenant.tenant(), options, async (db) => {
          await db.$queryRaw`select * from customer where id = ${tenant.ids.Customer}::uuid`
          if (!options.readOnly) await rename(tenant, `change ${done}`)(db)
        }).catch((error: unknown) => failures.push(error))
        done += 1
      }
    })
    const migrate = (sql: string) => owner.query(sql).then((result: pg.QueryResult) => result.command)
    for (let round = 0; round < 4; round += 1) {
      const from = done
      await expect.poll(() => done).toBeGreaterThan(from + 20)
      await migrate(`alter table customer add column under_traffic_${round} text`)
      await expect.poll(() => done).toBeGreaterThan(from + 40)
      await migrate(`alter table customer drop column under_traffic_${round}`)
    }
    going = false
    await Promise.all(callers)
    expect(failures).toEqual([])
  })
})
