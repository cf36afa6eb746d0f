import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { withClient } from '../database/with-client.ts'
import { doBatch } from './batch.ts'
import { type Load, nextPace, type Pace, type PaceLimits } from './pace.ts'
import { type Backfill, statementOf } from './read-backfill.ts'
import { readTable, type WalkedTable } from './walked-table.ts'

export type BackfillReport = {
  /** Rows that were changed since the backfill was begun, by all that worked on it. */
  changed: number
  /** Rows that this run changed, or others beside it. */
  changedNow: number
  elapsedMs: number
  /** How often somebody else had a lock for too long. */
  lockedOut: number
}

export type BackfillOptions = PaceLimits & {
  /** A line about once a second, and for what is out of the ordinary. */
  say: (line: string) => void
}

const FIRST_ROWS = 100
const REPORT_EVERY_MS = 1000
/** A walk over the whole table for rows that came behind it meanwhile: with the new code in place there are none. */
const WALKS = 3
/** How soon the next batch is asked for that somebody else is doing. */
const TURN_MS = 20
/** No lock in time; a deadlock; a serialization failure. Nothing was done, and may be done again. */
const PASSING = new Set(['55P03', '40P01', '40001'])

const counted = new Intl.NumberFormat('en')

/**
 * Does a backfill to its end: goes on where it was left, in small transactions with pauses in between, and counts what is
 * left at the end. Several at once share the rows.
 * @throws Error when rows are left that the statement does not change, or when its text is another than the one begun
 */
export async function runBackfill(
  ownerUrl: string,
  backfill: Backfill,
  options: BackfillOptions,
): Promise<BackfillReport> {
  return withClient(ownerUrl, async (client) => {
    const table = await readTable(client, backfill.table)
    const { changed: before } = await begin(client, backfill, options.say)
    const started = performance.now()
    let lockedOut = 0
    for (let walk = 1; ; walk += 1) {
      lockedOut += await walkTable(client, backfill, table, options)
      const left = await countLeft(client, backfill)
      if (left === 0) break
      if (walk === WALKS) {
        throw new Error(
          `${counted.format(left)} rows are not done yet after ${WALKS} walks: who still writes such?`,
        )
      }
      options.say(`${counted.format(left)} rows came behind the walk; once more.`)
      await client.query('update app.backfill set walked_to = null, finished_at = null where name = $1', [
        backfill.name,
      ])
    }
    const { rows } = await client.query<{ changed: number }>(
      'select changed::int from app.backfill where name = $1',
      [backfill.name],
    )
    const changed = rows[0]?.changed ?? 0
    return { changed, changedNow: changed - before, elapsedMs: performance.now() - started, lockedOut }
  })
}

async function begin(
  client: pg.Client,
  backfill: Backfill,
  say: (line: string) => void,
): Promise<{ changed: number }> {
  const statement = statementOf(backfill)
  const { rowCount } = await client.query(
    'insert into app.backfill (name, statement) values ($1, $2) on conflict do nothing',
    [backfill.name, statement],
  )
  const { rows } = await client.query<{ statement: string; changed: number; finished: boolean }>(
    'select statement, changed::int, finished_at is not null as finished from app.backfill where name = $1',
    [backfill.name],
  )
  const [state] = rows
  if (state?.statement !== statement) {
    throw new Error(`${backfill.name} was begun with another statement. Give this one a name of its own.`)
  }
  const done = rowCount === 1 ? 'begins' : `goes on; ${counted.format(state.changed)} rows are done`
  say(`${backfill.name} ${done}, ${counted.format(await countLeft(client, backfill))} to do.`)
  return { changed: state.changed }
}

async function countLeft(client: pg.Client, { table, todo }: Backfill): Promise<number> {
  const { rows } = await client.query<{ left: number }>(
    `select count(*)::int as left from ${table} where ${todo}`,
  )
  return rows[0]?.left ?? 0
}

/** How long the longest waits for a lock, in ms. Of others' transactions the owner's login may see no more. */
async function longestWait(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ ms: number }>(
    `select coalesce(extract(epoch from clock_timestamp() - min(waitstart)) * 1000, 0)::int as ms
     from pg_locks where not granted`,
  )
  return rows[0]?.ms ?? 0
}

/** @returns how often somebody else had a lock for too long */
async function walkTable(
  client: pg.Client,
  backfill: Backfill,
  table: WalkedTable,
  { say, ...limits }: BackfillOptions,
): Promise<number> {
  const started = performance.now()
  let pace: Pace = { rows: Math.min(FIRST_ROWS, limits.rows), pauseMs: 0 }
  let walked = 0
  let reported = started
  let refusals = 0
  let changed = 0
  for (;;) {
    const began = performance.now()
    let lockedOut = false
    const batch = await doBatch(client, backfill, table, pace.rows).catch((error: unknown) => {
      if (!(error instanceof pg.DatabaseError && PASSING.has(error.code ?? ''))) throw error
      lockedOut = true
      return undefined
    })
    if (batch?.finished) return refusals
    if (batch === undefined && !lockedOut) {
      await setTimeout(TURN_MS)
      continue
    }
    walked += batch?.walked ?? 0
    changed = batch?.changed ?? changed
    refusals += lockedOut ? 1 : 0
    const load: Load = {
      batchMs: performance.now() - began,
      waitingMs: await longestWait(client),
      lockedOut,
    }
    pace = nextPace(pace, load, limits)
    const now = performance.now()
    if (now - reported >= REPORT_EVERY_MS) {
      reported = now
      const perSecond = Math.round((walked * 1000) / (now - started))
      say(
        `${counted.format(walked)} rows walked, ${counted.format(changed)} changed, ` +
          `${counted.format(perSecond)} a second; next ${pace.rows} in ${pace.pauseMs} ms` +
          (load.lockedOut || load.waitingMs > 0 ? '; somebody waits for a lock' : ''),
      )
    }
    await setTimeout(pace.pauseMs)
  }
}
