import type { ClientBase } from 'pg'
import type { Backfill } from './read-backfill.ts'
import type { WalkedTable } from './walked-table.ts'

/** The result of one transaction. `changed` counts from the first batch on; `walked` is of this batch. */
export type Batch = { walked: number; changed: number; finished: boolean }

type Progress = { walkedTo: string[] | null; changed: number; finished: boolean }

/** Shorter than requests wait for a lock, so that they come first. */
const LOCK_TIMEOUT = '500ms'

/**
 * Changes the next rows of one organization, at most `limit`, and records the progress in the same transaction, so that a
 * process may be killed at any time. The audit log names the backfill as the actor.
 * @returns undefined while another process runs a batch of the same backfill
 * @throws pg.DatabaseError after a rollback, 55P03 where another session held a lock for too long
 */
export async function runBatch(
  client: ClientBase,
  backfill: Backfill,
  table: WalkedTable,
  limit: number,
): Promise<Batch | undefined> {
  await client.query('begin')
  try {
    const batch = await batchInTransaction(client, backfill, table, limit)
    await client.query('commit')
    return batch
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function batchInTransaction(
  client: ClientBase,
  { name, assignments, todo }: Backfill,
  table: WalkedTable,
  limit: number,
): Promise<Batch | undefined> {
  await client.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`)
  const { rows } = await client.query<Progress>(
    `select walked_to as "walkedTo", changed::int, finished_at is not null as finished
     from app.backfill where name = $1 for no key update skip locked`,
    [name],
  )
  const [before] = rows
  if (!before) return undefined
  if (before.finished) return { walked: 0, changed: before.changed, finished: true }

  const columns = table.key.map((column) => column.name).join(', ')
  const from = before.walkedTo ?? []
  const after = from.length > 0 ? `(${columns}) > (${parameters(table, 1)})` : 'true'
  const { rows: keys } = await client.query<{ key: string[] }>(
    `select array[${table.key.map((column) => `${column.name}::text`).join(', ')}] as key
     from ${table.name} where ${after} order by ${columns} limit ${limit}`,
    from,
  )
  const organization = table.tenant ? keys[0]?.key[0] : undefined
  // One organization at a time, because a tenant session is of one.
  const walked = table.tenant ? keys.filter(({ key }) => key[0] === organization) : keys
  const to = walked.at(-1)?.key
  if (to === undefined) {
    await client.query('update app.backfill set finished_at = now() where name = $1', [name])
    return { walked: 0, changed: before.changed, finished: true }
  }

  if (organization) {
    await client.query(`select app.open_session($1, 'system', $2, null)`, [organization, `backfill:${name}`])
  }
  // A row of another organization that was inserted in between belongs to a batch of its own.
  const own = organization ? `and ${table.key[0]?.name} = $${from.length + to.length + 1}` : ''
  // The condition may end in a comment: the line break ends it.
  const { rowCount } = await client.query(
    `update ${table.name} set ${assignments}
     where ${after} and (${columns}) <= (${parameters(table, from.length + 1)}) ${own} and (${todo}
       )`,
    [...from, ...to, ...(organization ? [organization] : [])],
  )
  const changed = before.changed + (rowCount ?? 0)
  await client.query('update app.backfill set walked_to = $2, changed = $3 where name = $1', [
    name,
    to,
    changed,
  ])
  return { walked: walked.length, changed, finished: false }
}

function parameters({ key }: WalkedTable, first: number): string {
  return key.map(({ type }, index) => `$${first + index}::${type}`).join(', ')
}
