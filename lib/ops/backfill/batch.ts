import type { ClientBase } from 'pg'
import type { Backfill } from './read-backfill.ts'
import type { WalkedTable } from './walked-table.ts'

/** What one transaction came to. `changed` counts from the first batch on; `walked` is this one's. */
export type Batch = { walked: number; changed: number; finished: boolean }

type Progress = { walkedTo: string[] | null; changed: number; finished: boolean }

/** Locks are waited for less long than requests wait: who is in the way is served first. */
const LOCK_TIMEOUT = '500ms'

/**
 * Does the next rows, at most `limit`, of one organization, and notes how far that is, in one transaction: whenever it is
 * killed, rows and note are both there or neither, and who comes at the same time does the rows behind. The rows are changed by the system in the name of the backfill, and stand in the audit log as such.
 * @returns undefined while somebody else does a batch of the same backfill
 * @throws pg.DatabaseError with everything undone, 55P03 where somebody else had a lock for too long
 */
export async function doBatch(
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
  const behind = from.length > 0 ? `(${columns}) > (${parameters(table, 1)})` : 'true'
  const { rows: keys } = await client.query<{ key: string[] }>(
    `select array[${table.key.map((column) => `${column.name}::text`).join(', ')}] as key
     from ${table.name} where ${behind} order by ${columns} limit ${limit}`,
    from,
  )
  const organization = table.tenant ? keys[0]?.key[0] : undefined
  // One organization at a time, because a transaction acts in one only.
  const walked = table.tenant ? keys.filter(({ key }) => key[0] === organization) : keys
  const to = walked.at(-1)?.key
  if (to === undefined) {
    await client.query('update app.backfill set finished_at = now() where name = $1', [name])
    return { walked: 0, changed: before.changed, finished: true }
  }

  if (organization) {
    await client.query(`select app.admit($1, 'system', $2, null)`, [organization, `backfill:${name}`])
  }
  // A row of another organization that came in between is for a batch of its own.
  const mine = organization ? `and ${table.key[0]?.name} = $${from.length + to.length + 1}` : ''
  // The condition may end in a comment, which must not swallow what follows.
  const { rowCount } = await client.query(
    `update ${table.name} set ${assignments}
     where ${behind} and (${columns}) <= (${parameters(table, from.length + 1)}) ${mine} and (${todo}
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
