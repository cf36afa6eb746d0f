import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminPool, type FreshDatabase, freshDatabase } from '../fixtures/database.ts'
import { fillQueue, RUNS_PER_ORGANIZATION } from '../fixtures/plans/fill-queue.ts'
import { seedId } from '../fixtures/plans/seed.ts'

const SIZES = [1_000, 100_000, 1_000_000]
const ROUNDS = 200

/** A queue of so many runs, with a connection of its own whose processor time is read. */
type Queue = { size: number; isDue: boolean; database: FreshDatabase; client: pg.Client; pid: number }
const queues: Queue[] = []

async function openQueue(size: number, isDue: boolean): Promise<Queue> {
  const database = await freshDatabase()
  await fillQueue(adminPool(database), size, isDue)
  const client = new pg.Client(database.owner)
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  // Every turn is brought up to date; a claim does so for a thousand changes.
  while ((await client.query('select from app.queue_change limit 1')).rowCount) {
    await client.query('select from app.next_run(clock_timestamp())')
  }
  await adminPool(database).query('vacuum analyze')
  return { size, isDue, database, client, pid: rows[0]?.pid ?? 0 }
}

beforeAll(async () => {
  for (const isDue of [true, false]) for (const size of SIZES) queues.push(await openQueue(size, isDue))
}, 1_800_000)
afterAll(async () => {
  for (const { client, database } of queues) {
    await client.end()
    await database[Symbol.asyncDispose]()
  }
})

/** Nanoseconds that the server process has computed for. */
async function computed({ pid }: Queue): Promise<number> {
  return Number((await readFile(`/proc/${pid}/schedstat`, 'utf8')).split(' ')[0])
}

type Work = (queue: Queue) => Promise<void>

/** What one statement costs the server, in turn for each size, in a transaction that is undone. */
async function compare(name: string, isDue: boolean, work: Work): Promise<void> {
  const compared = queues.filter((queue) => queue.isDue === isDue)
  const cost = new Map(compared.map((queue) => [queue, [] as number[]]))
  for (let round = 0; round < ROUNDS; round += 1)
    for (const queue of compared) {
      await queue.client.query('begin')
      await queue.client.query(`select app.open_session($1, 'user', 'bench', null)`, [
        seedId('organization', queue.size / RUNS_PER_ORGANIZATION),
      ])
      const before = await computed(queue)
      await work(queue)
      cost.get(queue)?.push((await computed(queue)) - before)
      await queue.client.query('rollback')
    }
  const medians = [...cost].map(([{ size }, all]) => ({
    size,
    us: (all.toSorted((a, b) => a - b)[ROUNDS / 2] ?? 0) / 1_000,
  }))
  const least = medians[0]?.us ?? 1
  process.stdout.write(
    `${name.padEnd(44)}${medians.map(({ size, us }) => `${size}: ${us.toFixed(0)} µs × ${(us / least).toFixed(2)}`.padEnd(28)).join('')}\n`,
  )
}

const claim =
  (runOf: (queue: Queue) => string | null): Work =>
  async (queue) => {
    const { rowCount } = await queue.client.query({
      text: 'select * from app.claim_run(app.uuid_v7(), $1, $2)',
      values: ['120 seconds', runOf(queue)],
    })
    expect(rowCount).toBe(queue.isDue ? 1 : 0)
  }
const place =
  (runOf: (queue: Queue) => string): Work =>
  async (queue) => {
    const { rows } = await queue.client.query('select app.queue_position($1) as place', [runOf(queue)])
    expect(rows[0]?.place).toBeGreaterThan(0)
  }
const last = ({ size }: Queue) => seedId('run', size)
const firstOfLast = ({ size }: Queue) => seedId('run', size - RUNS_PER_ORGANIZATION + 1)

describe('the queue, in processor time of the server', () => {
  it.each<[name: string, isDue: boolean, work: Work]>([
    ['a claim', true, claim(() => null)],
    ['a claim by id', true, claim(last)],
    ['a claim where none is due', false, claim(() => null)],
    ['the place of the last run', true, place(last)],
    ['the place of an organization’s first run', true, place(firstOfLast)],
    ['the place of the last run, none due', false, place(last)],
    ['the place of a first run, none due', false, place(firstOfLast)],
  ])('%s', compare, 600_000)
})
