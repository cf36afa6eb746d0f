import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { startPostgres } from '../../../lib/embedded-postgres/start-postgres.ts'
import '../../fixtures/settings.ts'
import { growthDatabase } from '../growth/growth-database.ts'
import { adminOf } from '../growth/measured-side.ts'
import { runCallers } from './callers.ts'
import { memoryOverRequests } from './memory-over-requests.ts'
import { printPressure } from './print-pressure.ts'
import { Server } from './server.ts'

// One instance at the limit of its pool, over HTTP: throughput, percentiles, memory. README.md.

const POOL = 5
const MULTIPLES = [1, 2, 4, 8, 16]
const ORGANIZATIONS = 20
const POINTS = 20

const { values: options } = parseArgs({
  options: {
    requests: { type: 'string', default: '200000' },
    /** Of each step of the first part. */
    step: { type: 'string', default: '4000' },
  },
})

const postgres = await startPostgres({ settings: { autovacuum: 'on' } })
let server: Server | undefined
try {
  const database = await growthDatabase(postgres.adminUrl, 'pressure', {
    organizations: ORGANIZATIONS,
    withLarge: false,
    onStep: () => undefined,
  })
  server = await Server.start(database.urls, POOL)
  const people = Array.from({ length: ORGANIZATIONS }, (_, index) => adminOf(index + 1))
  const load = { server, tokens: await server.tokens(people), seed: 1 }
  await runCallers({ ...load, callers: POOL, requests: 500 })
  const steps = []
  for (const multiple of MULTIPLES) {
    steps.push(await runCallers({ ...load, callers: multiple * POOL, requests: Number(options.step) }))
    console.log(JSON.stringify(steps.at(-1)))
  }
  const memory = await memoryOverRequests(
    { ...load, callers: 4 * POOL, requests: Number(options.requests) },
    POINTS,
    (point) => console.log(JSON.stringify(point)),
  )
  const results = {
    measuredAt: new Date().toISOString(),
    machine: { processors: cpus().length, model: cpus()[0]?.model ?? '' },
    pool: POOL,
    steps,
    memory,
  }
  printPressure(results)
  const folder = new URL('results/', import.meta.url)
  await mkdir(folder, { recursive: true })
  await writeFile(new URL('pressure.json', folder), `${JSON.stringify(results, null, 2)}\n`)
} finally {
  server?.stop()
  await postgres.stop()
}
