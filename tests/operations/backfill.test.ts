import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { freshDatabase, ownerPool } from '../fixtures/database.ts'
import { fullTenant } from '../fixtures/full-tenant.ts'
import { customersOf } from '../fixtures/many-rows.ts'

const ROWS = 20_000
const ORGANIZATIONS = 5

async function backfillFile(sql: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'oneclicktag-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'manager.sql')
  await writeFile(file, sql)
  return file
}

/** `npm run db:backfill -- FILE` in a process of its own, and what it has printed so far. */
function start(file: string, ownerUrl: string): { process: ChildProcess; output: () => string } {
  const command = spawn(process.execPath, ['lib/ops/commands/db-backfill.ts', file, '--share', '1'], {
    env: { ...process.env, DIRECT_DATABASE_URL: ownerUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    command.kill('SIGKILL')
  })
  let output = ''
  command.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  return { process: command, output: () => output }
}

it(`${ROWS} rows, killed halfway and continued by two concurrent runs, are each changed once`, async () => {
  await using database = await freshDatabase()
  const owner = ownerPool(database)
  for (let each = 0; each < ORGANIZATIONS; each += 1) {
    const { organizationId } = await fullTenant(owner)
    await customersOf(database, organizationId, ROWS / ORGANIZATIONS - 1)
  }
  // Not harmless when done twice, so that a row done twice would show.
  const file = await backfillFile(`
    -- Only to be counted.
    update customer set version = version + 1, login_customer_id = '1234567890' where login_customer_id is null;`)
  const done = async () => {
    const { rows } = await owner.query<{ done: number; recorded: number }>(
      `select count(*)::int as done, (select coalesce(sum(changed), 0)::int from app.backfill) as recorded
       from customer where login_customer_id is not null`,
    )
    return rows[0] ?? { done: 0, recorded: 0 }
  }

  const first = start(file, database.owner)
  await expect.poll(async () => (await done()).recorded, { timeout: 60_000 }).toBeGreaterThan(ROWS / 5)
  const ended = once(first.process, 'exit')
  first.process.kill('SIGKILL')
  await ended
  const halfway = await done()
  expect(halfway.done).toBeLessThan(ROWS)
  expect(halfway.recorded).toBe(halfway.done)

  const others = [start(file, database.owner), start(file, database.owner)]
  const exits = await Promise.all(others.map((other) => once(other.process, 'exit')))
  expect(exits).toEqual([
    [0, null],
    [0, null],
  ])
  const { rows: versions } = await owner.query('select version, count(*)::int from customer group by 1')
  expect(versions).toEqual([{ version: 2, count: ROWS }])
  const { rows: entries } = await owner.query(
    `select count(*)::int as entries, count(distinct target_id)::int as customers from audit_log
     where actor_kind = 'system' and actor_id = 'backfill:manager'`,
  )
  expect(entries).toEqual([{ entries: ROWS, customers: ROWS }])
  const output = others[0]?.output() ?? ''
  expect(output).toMatch(/^manager continues; [\d,]+ rows are done, [\d,]+ to do\.$/m)
  expect(output).toMatch(/^[\d,]+ rows walked, [\d,]+ changed, [\d,]+ a second; next \d+ in \d+ ms/m)
  expect(output).toMatch(/^manager is complete: 20000 rows changed, .* no rows remain\.$/m)
  process.stdout.write(`${first.output()}${output}`)
})
