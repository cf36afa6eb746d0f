import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { withClient } from '../database/with-client.ts'
import { type Load, nextPace, type Pace, type PaceLimits } from './next-pace.ts'
import { type Backfill, statementOf } from './read-backfill.ts'
import { runBatch } from './run-batch.ts'
import { readTable, type WalkedTable } from './walked-table.ts'

export type BackfillReport = {
  /** Rows changed since the backfill was started, by all processes. */
  changed: number
  /** Rows changed during this run, by this process or a concurrent one. */
  changedNow: number
  elapsedMs: number
  /** How often a lock was not available in time. */
  lockedOut: number
}

export type BackfillOptions = PaceLimits & {
  /** Receives a line about once a second, and for special events. */
  onLine: (line: string) => void
}

const FIRST_ROWS = 100
const REPORT_EVERY_MS = 1000
/** Walks over the whole table, for rows that old code wrote behind the first walk. */
const WALKS = 3
/** The pause while another process runs the next batch. */
const OTHER_BATCH_PAUSE_MS = 20
/** Lock timeout, deadlock, serialization failure: rolled back, and retried. */
const RETRYABLE = new Set(['55P03', '40P01', '40001'])

const numberFormat = new Intl.NumberFormat('en')

/**
 * Runs a backfill to its end: continues where it was interrupted, in small transactions with pauses, and counts the
 * remaining rows at the end. Concurrent runs share the rows.
 * @throws Error when rows remain that the statement does not change, or when the statement differs from the one started
 */
export async function runBackfill(
  ownerUrl: string,
  backfill: Backfill,
  options: BackfillOptions,
): Promise<BackfillReport> {
  return withClient(ownerUrl, async (client) => {
    const table = await readTable(client, backfill.table)
    const { changed: before } = await begin(client, backfill, options.onLine)
    const started = performance.now()
    let lockedOut = 0
    for (let walk = 1; ; walk += 1) {
      lockedOut += await walkTable(client, backfill, table, options)
      const remaining = await countRemaining(client, backfill)
      if (remaining === 0) break
      if (walk === WALKS) {
        throw new Error(
          `${numberFormat.format(remaining)} rows are not done yet after ${WALKS} walks: does old code still write such rows?`,
        )
      }
      options.onLine(`${numberFormat.format(remaining)} rows were written behind the walk; walking again.`)
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
  onLine: (line: string) => void,
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
    throw new Error(`${backfill.name} was started with another statement. Give this one another name.`)
  }
  const done = rowCount === 1 ? 'starts' : `continues; ${numberFormat.format(state.changed)} rows are done`
  onLine(`${backfill.name} ${done}, ${numberFormat.format(await countRemaining(client, backfill))} to do.`)
  return { changed: state.changed }
}

async function countRemaining(client: pg.Client, { table, todo }: Backfill): Promise<number> {
  const { rows } = await client.query<{ remaining: number }>(
    `select count(*)::int as remaining from ${table} where ${todo}`,
  )
  return rows[0]?.remaining ?? 0
}

/** The longest current wait for a lock, in ms: all that the owner's login may see of other transactions. */
async function longestWait(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ ms: number }>(
    `select coalesce(extract(epoch from clock_timestamp() - min(waitstart)) * 1000, 0)::int as ms
     from pg_locks where not granted`,
  )
  return rows[0]?.ms ?? 0
}

/** @returns how often a lock was not available in time */
async function walkTable(
  client: pg.Client,
  backfill: Backfill,
  table: WalkedTable,
  { onLine, ...limits }: BackfillOptions,
): Promise<number> {
  const started = performance.now()
  let pace: Pace = { rows: Math.min(FIRST_ROWS, limits.rows), pauseMs: 0 }
  let walked = 0
  let reported = started
  let lockTimeouts = 0
  let changed = 0
  for (;;) {
    const began = performance.now()
    let lockedOut = false
    const batch = await runBatch(client, backfill, table, pace.rows).catch((error: unknown) => {
      if (!(error instanceof pg.DatabaseError && RETRYABLE.has(error.code ?? ''))) throw error
      lockedOut = true
      return undefined
    })
    if (batch?.finished) return lockTimeouts
    if (batch === undefined && !lockedOut) {
      await setTimeout(OTHER_BATCH_PAUSE_MS)
      continue
    }
    walked += batch?.walked ?? 0
    changed = batch?.changed ?? changed
    lockTimeouts += lockedOut ? 1 : 0
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
      onLine(
        `${numberFormat.format(walked)} rows walked, ${numberFormat.format(changed)} changed, ` +
          `${numberFormat.format(perSecond)} a second; next ${pace.rows} in ${pace.pauseMs} ms` +
          (load.lockedOut || load.waitingMs > 0 ? '; a session waits for a lock' : ''),
      )
    }
    await setTimeout(pace.pauseMs)
  }
}
