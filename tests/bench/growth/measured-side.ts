import type { Client } from 'pg'
import { databaseOf } from '../../fixtures/database-urls.ts'
import { seedId } from '../../fixtures/plans/seed.ts'
import type { Turn } from './compare.ts'
import type { GrowthDatabase } from './growth-database.ts'
import type { Call, CallResult, Instance } from './instance.ts'
import { readServerWork, workBetween } from './server-work.ts'

/** A database with the instance that works on it. */
export type Side = { database: GrowthDatabase; instance: Instance }
export type Pair = { a: Side; b: Side; observer: Client }

/** The ADMIN of an organization. */
export const adminOf = (n: number) => ({ uid: `growth-${n}`, email: `user${n}@growth.test` })
export const organizationId = (n: number) => seedId('organization', n)

/** Runs requests one after the other, and reads what the server did for them. */
export async function turnOf(
  { database, instance }: Side,
  observer: Client,
  calls: readonly Call[],
): Promise<Turn & { results: CallResult[] }> {
  const name = databaseOf(database.urls.admin)
  const before = await readServerWork(observer, name)
  const results = await instance.run(calls)
  const after = await readServerWork(observer, name)
  return { results, ms: results.map(({ ms }) => ms), ...workBetween(before, after) }
}
