import { beforeAll, expect, it } from 'vitest'
import { runBackfill } from '../../lib/ops/backfill/run-backfill.ts'
import { migrate } from '../../lib/ops/migrations/migrate.ts'
import { type Agency, newAgencies } from '../fixtures/agency-model.ts'
import { apiTests } from '../fixtures/api.ts'
import { adminPool, workerDatabase } from '../fixtures/database.ts'
import { watchLocks } from '../fixtures/lock-watch.ts'
import { customersOf } from '../fixtures/many-rows.ts'
import { migrationsFolder } from '../fixtures/migrations.ts'
import { mixedTraffic } from '../fixtures/mixed-traffic.ts'
import { type Recipe, readRecipes } from '../fixtures/recipes.ts'

apiTests()

const CONCURRENCY = 3
/** So many that no user reaches the rate limit. */
const AGENCIES = 24
/** Rows that no request uses, so that statements on whole tables have work to do. */
const BYSTANDERS = 800

let agencies: Agency[] = []
beforeAll(async () => {
  agencies = await newAgencies(AGENCIES)
  const bystander = await newAgencies(1)
  await customersOf(workerDatabase(), bystander[0]?.tenant.organizationId ?? '', BYSTANDERS)
})

/** Sends requests of all agencies while `work` runs, and compares each response with the model. */
async function underRequests<T>(work: () => Promise<T>) {
  let working = true
  const locks = watchLocks(adminPool())
  const done = work().finally(() => {
    working = false
  })
  const totals = {
    requests: 0,
    slowestMs: 0,
    p99Ms: 0,
    failed: 0,
    leaks: [] as string[],
    wrong: [] as string[],
  }
  const started = performance.now()
  for (let seed = 1; working; seed += 1) {
    const part = await mixedTraffic({ agencies, requests: 150, concurrency: CONCURRENCY, seed })
    totals.requests += part.requests
    totals.slowestMs = Math.max(totals.slowestMs, part.latency.max)
    totals.p99Ms = Math.max(totals.p99Ms, part.latency.p99)
    totals.leaks.push(...part.leaks)
    totals.wrong.push(...part.wrong)
    totals.failed += Object.entries(part.statuses).reduce(
      (sum, [status, n]) => sum + (status >= '500' ? n : 0),
      0,
    )
  }
  const seconds = Math.round((performance.now() - started) / 100) / 10
  return { result: await done, figures: { ...totals, ...(await locks.stop()), seconds } }
}

/** Everything up to the next backfill is one release. */
function releases(recipes: readonly Recipe[]): Recipe[][] {
  const all: Recipe[][] = [[]]
  for (const recipe of recipes) {
    all.at(-1)?.push(recipe)
    if (recipe.kind === 'backfill') all.push([])
  }
  return all
}

it('the recipes of the handbook are applied under requests of many organizations, and none fails', async () => {
  const { folder, write } = await migrationsFolder()
  const recipes = await readRecipes()
  const { owner } = workerDatabase()
  let changed = 0
  const before = await mixedTraffic({ agencies, requests: 300, concurrency: CONCURRENCY, seed: 0 })
  const { figures } = await underRequests(async () => {
    for (const release of releases(recipes)) {
      for (const step of release) if (step.kind === 'migration') await write(step.name, step.sql)
      await migrate(owner, { migrations: folder, pauseMs: 100 })
      for (const step of release) {
        if (step.kind !== 'backfill') continue
        const report = await runBackfill(owner, step.backfill, {
          rows: 2000,
          share: 1,
          onLine: () => undefined,
        })
        changed += report.changed
      }
    }
  })
  process.stdout.write(`under load: ${JSON.stringify({ ...figures, changed, before: before.latency })}\n`)
  expect(figures).toMatchObject({ failed: 0, leaks: [], wrong: [] })
  expect(changed).toBeGreaterThan(BYSTANDERS * 3)
  expect(figures.heldMs).toBeLessThan(1000)
  expect(figures.waitedMs).toBeLessThan(1000)
})

it('a migration that a long transaction blocks times out, lets waiting requests continue, and succeeds later', async () => {
  const { folder, write } = await migrationsFolder()
  for (const recipe of await readRecipes())
    if (recipe.kind === 'migration') await write(recipe.name, recipe.sql)
  await write('20270201000000_remark', 'alter table customer add column remark text;')
  const { owner } = workerDatabase()
  const holder = await adminPool().connect()
  await holder.query('begin; select from customer limit 1')
  const events: string[] = []
  const onEvent = async (event: string) => {
    events.push(event)
    // After two time-outs the holder ends.
    if (events.filter((each) => each.startsWith('No lock')).length === 2) await holder.query('commit')
  }
  const limits = { lockTimeout: '500ms', statementTimeout: '20s' }
  const { figures } = await underRequests(() =>
    migrate(owner, { migrations: folder, limits, pauseMs: 100, onEvent }),
  )
  holder.release()
  process.stdout.write(`behind a long transaction: ${JSON.stringify(figures)}\n`)
  expect(events.filter((event) => event.startsWith('No lock'))).toHaveLength(2)
  expect(figures).toMatchObject({ failed: 0, leaks: [], wrong: [] })
  // Requests wait no longer than the lock timeout of the migration.
  expect(figures.waitedMs).toBeLessThan(1000)
})
