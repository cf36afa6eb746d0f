import { afterAll, beforeAll, expect, it } from 'vitest'
import { TenantAccessDeniedError } from '../../lib/tenant/tenant-access-denied-error.ts'
import { closeTenantConnection, tenantConnection } from '../../lib/tenant/tenant-db.ts'
import { SwallowedFailureError, type TenantDb, withTenant } from '../../lib/tenant/with-tenant.ts'
import { adminPool, ownerPool } from '../fixtures/database.ts'
import { isFull } from '../fixtures/depth.ts'
import { type FullTenant, fullTenant } from '../fixtures/full-tenant.ts'
import { randomNumbers } from '../fixtures/random.ts'
import '../fixtures/settings.ts'

const TENANTS = 20
/** Fewer where the whole suite runs again and again (`npm run test:mutants`). */
const TRANSACTIONS_EACH = Number(process.env['TEST_TRANSACTIONS'] ?? (isFull ? 400 : 40))
const CONNECTIONS = 2

process.env['DATABASE_POOL_MAX'] = String(CONNECTIONS)

const owner = ownerPool()
const admin = adminPool()
const tenants: FullTenant[] = []

beforeAll(async () => {
  for (let index = 0; index < TENANTS; index += 1) tenants.push(await fullTenant(owner))
})
afterAll(() => closeTenantConnection())

/** One tenant's view of the world: what it last wrote, and another tenant that it must never meet. */
type Scene = { own: FullTenant; other: FullTenant; name: string; nextName: string }

/** A transaction, and what is wrong with its outcome, if anything. A write that lasts answers the new name. */
type Step = (scene: Scene) => Promise<{ wrong?: string; name?: string }>

const enter = <T>({ own }: Scene, readOnly: boolean, work: (db: TenantDb) => Promise<T>) =>
  withTenant(own.tenant(), { readOnly }, work)

const rename = (db: TenantDb, { own, nextName }: Scene) =>
  db.customer.update({ where: { id: own.ids.Customer }, data: { name: nextName } })

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'none'
  } catch (error) {
    if (error instanceof TenantAccessDeniedError) return error.reason
    return error instanceof SwallowedFailureError ? 'swallowed' : String(error)
  }
}

const expected = (ok: boolean, wrong: string) => (ok ? {} : { wrong })

const STEPS: Record<string, Step> = {
  'reads its row as it last wrote it': async (scene) => {
    const row = await enter(scene, true, (db) =>
      db.customer.findUnique({ where: { id: scene.own.ids.Customer } }),
    )
    return expected(row?.name === scene.name, `read ${row?.name} for ${scene.name}`)
  },
  'lists nothing but its own': async (scene) => {
    const rows = await enter(scene, true, (db) => db.customer.findMany())
    const own = rows.filter(({ organizationId }) => organizationId === scene.own.organizationId)
    return expected(
      own.length === 1 && rows.length === 1,
      `listed ${rows.length} rows, ${own.length} its own`,
    )
  },
  'sees nothing but its own by raw SQL': async (scene) => {
    const rows = await enter(
      scene,
      true,
      (db) => db.$queryRaw<{ id: string }[]>`select organization_id as id from tracking`,
    )
    return expected(rows.length === 1 && rows[0]?.id === scene.own.organizationId, 'raw SQL saw more')
  },
  'does not find another’s row': async (scene) => {
    const row = await enter(scene, true, (db) =>
      db.customer.findUnique({ where: { id: scene.other.ids.Customer } }),
    )
    return expected(row === null, 'read another’s row')
  },
  'writes its row': async (scene) => {
    const row = await enter(scene, false, (db) => rename(db, scene))
    return { ...expected(row.name === scene.nextName, 'wrote something else'), name: scene.nextName }
  },
  'does not change another’s row': async (scene) => {
    const { count } = await enter(scene, false, (db) =>
      db.customer.updateMany({ where: { id: scene.other.ids.Customer }, data: { name: 'taken over' } }),
    )
    return expected(count === 0, 'changed another’s row')
  },
  'throws after a write': async (scene) => {
    const work = enter(scene, false, async (db) => {
      await rename(db, scene)
      throw new Error('changed my mind')
    })
    return expected((await failure(work)) === 'Error: changed my mind', 'the throw got lost')
  },
  'swallows an error after a write': async (scene) => {
    const work = enter(scene, false, async (db) => {
      await rename(db, scene)
      await db.$executeRaw`select 1 / 0`.catch(() => undefined)
    })
    const logged = await failure(work)
    return expected(logged === 'swallowed', `a rollback was told as: ${logged}`)
  },
  'is not let into another organization': async ({ own, other }) => {
    const intruder = { ...own.tenant(), organizationId: other.organizationId }
    const work = withTenant(intruder, { readOnly: true }, (db) => db.customer.findMany())
    return expected((await failure(work)) === 'not_a_member', 'was let in')
  },
}

/** One tenant's transactions, one after the other, in an order of its own. */
async function live(own: FullTenant, seed: number): Promise<{ wrong: string[]; name: string }> {
  const random = randomNumbers(seed)
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const others = tenants.filter((tenant) => tenant !== own)
  const steps = Object.entries(STEPS)
  const wrong: string[] = []
  let name = `tenant ${seed} unchanged`
  await owner.query('update customer set name = $2 where id = $1', [own.ids.Customer, name])
  for (let index = 0; index < TRANSACTIONS_EACH; index += 1) {
    const [what, step] = pick(steps) ?? []
    const other = pick(others)
    if (!step || !other) throw new Error('there is nothing to do')
    const outcome = await step({ own, other, name, nextName: `tenant ${seed} change ${index}` })
    if (outcome.wrong) wrong.push(`tenant ${seed}, transaction ${index} (${what}): ${outcome.wrong}`)
    name = outcome.name ?? name
  }
  return { wrong, name }
}

it(`${TENANTS} tenants with ${TRANSACTIONS_EACH} transactions each take turns on ${CONNECTIONS} connections and never meet`, async () => {
  const lives = await Promise.all(tenants.map(live))
  expect(lives.flatMap(({ wrong }) => wrong)).toEqual([])

  const { rows } = await admin.query<{ id: string; name: string }>(
    'select id, name from customer where id = any($1)',
    [tenants.map(({ ids }) => ids.Customer)],
  )
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  expect(tenants.map(({ ids }) => names.get(ids.Customer))).toEqual(lives.map(({ name }) => name))

  const connection = tenantConnection()
  if (connection.mode !== 'postgres') throw new Error('this test is for a pool of connections')
  const { pool } = connection
  await expect.poll(() => pool.idleCount).toBe(pool.totalCount)
  expect(pool).toMatchObject({ totalCount: CONNECTIONS, waitingCount: 0 })
  const inTransaction = await admin.query(
    `select from pg_stat_activity
     where datname = current_database() and usename = 'oct_test_app' and state <> 'idle'`,
  )
  expect(inTransaction.rowCount).toBe(0)
}, 600_000)
