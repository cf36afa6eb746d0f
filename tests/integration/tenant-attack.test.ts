import '../fixtures/settings.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeTenantConnection } from '../../lib/tenant/tenant-db.ts'
import { attack, type Pair } from '../fixtures/attack/attack.ts'
import { call, type IsolationLayer } from '../fixtures/attack/cell.ts'
import {
  type AccessPath,
  allLayers,
  rowLevelSecurity,
  scopedClient,
} from '../fixtures/attack/isolation-layers.ts'
import { type Measure, measureOf } from '../fixtures/attack/judge.ts'
import { cellsOf, gaps, table } from '../fixtures/attack/matrix.ts'
import { outcomeOf } from '../fixtures/attack/outcome.ts'
import { type Model, models, nonTenantModels } from '../fixtures/attack/schema.ts'
import { look, startWatch } from '../fixtures/attack/watch.ts'
import { makeWorld, type Side } from '../fixtures/attack/world.ts'
import { adminPool, ownerPool, workerDatabase } from '../fixtures/database.ts'
import { sampled } from '../fixtures/depth.ts'

const { admin: adminUrl, app: appUrl } = workerDatabase()
const isDirect = new URL(appUrl).host === new URL(adminUrl).host
const alone = isDirect ? [rowLevelSecurity(workerDatabase()), scopedClient(workerDatabase())] : []
const modes: readonly AccessPath[] = [allLayers(), ...alone]
const FAULTS_SHOWN = 10

let measure: Measure
let stopWatch: (() => Promise<void>) | undefined

beforeAll(async () => {
  const admin = adminPool()
  const world = await makeWorld(ownerPool(), admin)
  stopWatch = await startWatch(admin, world)
  measure = measureOf(world, {
    ofTheirs: await othersOf(world.ours, world.theirs),
    ofOurs: await othersOf(world.theirs, world.ours),
  })
})
afterAll(async () => {
  await stopWatch?.()
  await Promise.all(modes.map((mode) => mode.close()))
  await closeTenantConnection()
})

async function othersOf(own: Side, other: Side): Promise<string> {
  const { others } = await allLayers().enter(own.tenant.tenant(), {}, (db) => look(db, own, other))
  return others
}

function pairsOf(model: Model): Pair[] {
  const { ours, theirs, grants } = measure.world
  const asTheirs = cellsOf(model, { side: theirs, grants })
  return cellsOf(model, { side: ours, grants }).map((cell, index) => ({
    ours: cell,
    theirs: asTheirs[index] ?? cell,
  }))
}

/**
 * Every attack meets each layer at full depth. Else all layers together meet a tenth, and one of each kind shows what a
 * layer alone does, and that PgBouncer and Accelerate change nothing.
 */
const share = (layer: IsolationLayer) => (isDirect && layer === 'all layers' ? 10 : Number.POSITIVE_INFINITY)

/** By its first word: `findFirst` and `findMany` are of one kind. */
const kindOf = ({ ours }: Pair) => `${ours.operation.replace(/[A-Z].*/, '')} ${ours.place}`

describe.each(modes)('$layer', (mode) => {
  it.each(models)(
    'keeps $name to its tenant',
    async (model) => {
      const meant = pairsOf(model).filter(({ ours }) => ours.layers.includes(mode.layer))
      const faults = await attack(mode, sampled(meant, share(mode.layer), kindOf), measure)
      expect(faults.slice(0, FAULTS_SHOWN), `${faults.length} faults`).toEqual([])
    },
    600_000,
  )

  it.each(nonTenantModels)('gives no access to %s, which belongs to no tenant', async (name) => {
    const work = mode.enter(measure.world.ours.tenant.tenant('ADMIN'), { readOnly: true }, (db) =>
      call(db, name, 'findMany', {}),
    )
    expect(await outcomeOf(() => work)).toMatchObject({ kind: 'refused' })
  })
})

it('every operation is tried at every place, or it is said why not', () => {
  const cells = models.flatMap(pairsOf).map(({ ours }) => ours)
  expect(gaps(cells)).toEqual([])
  process.stdout.write(`\n${cells.length} attacks\n${table(cells)}`)
})
