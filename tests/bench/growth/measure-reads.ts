import { withClient } from '../../../lib/ops/database/with-client.ts'
import type { DeclaredRoute } from '../../../lib/ops/openapi/all-routes.ts'
import type { OwnIds } from '../../fixtures/route-calls.ts'
import { type Comparison, compareWithin } from './compare.ts'
import { LIMITS } from './limits.ts'
import { adminOf, organizationId, type Pair, type Side, turnOf } from './measured-side.ts'
import { type ReadCase, readCases, unmeasured } from './read-cases.ts'

/** Exports are limited to ten a minute and user, so few of them are compared. */
const TURNS = { others: { rounds: 10, requests: 10 }, export: { rounds: 2, requests: 10 } }

/** What stands for an organization's own things in the parameters of a read. */
const OWN = `
  select
    (select id::text from customer where organization_id = $1 and deleted_at is null order by id limit 1) as customer,
    (select id::text from tracking where organization_id = $1 and deleted_at is null order by id limit 1) as tracking,
    (select id::text from sync_run where organization_id = $1 order by id limit 1) as "syncRun",
    (select id::text from finding where organization_id = $1 order by id limit 1) as finding,
    (select google_account_id from google_connection where organization_id = $1 limit 1) as connection,
    (select id::text from user_account where organization_id = $1 and role = 'ADMIN') as user,
    (select id::text from invitation where organization_id = $1 order by id limit 1) as invitation,
    '' as handle`

/** Every read of the API in both databases, or those with one of some words in their names. */
export async function measureReads(
  { a, b, observer }: Pair,
  routes: readonly DeclaredRoute[],
  words: readonly string[],
): Promise<{ reads: Comparison[]; left: { route: string; because: string }[] }> {
  const [ownOfA, ownOfB] = [await ownIds(a), await ownIds(b)]
  const reads: Comparison[] = []
  const chosen = readCases(routes).filter(
    ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
  )
  for (const read of chosen) {
    await Promise.all([a, b].map(({ instance }) => instance.reconnect()))
    const { rounds, requests } = read.rate === 'export' ? TURNS.export : TURNS.others
    const turn = (side: Side, own: readonly OwnIds[]) => async () => {
      // Counted by all instances together, so that a caller of many exports would have to wait.
      if (read.rate === 'export') await resetRateLimits(side)
      return turnOf(side, observer, callsOf(side, own, read, requests))
    }
    const compared = await compareWithin(LIMITS.reads, read.name, rounds, turn(a, ownOfA), turn(b, ownOfB))
    console.log(`${read.name}: ${JSON.stringify(compared.ratio)}`)
    reads.push(compared)
  }
  const left = routes
    .filter(({ method }) => method === 'GET')
    .flatMap((route) => {
      const because = unmeasured(route)
      return because ? [{ route: route.id, because }] : []
    })
  return { reads, left }
}

function callsOf({ database }: Side, own: readonly OwnIds[], read: ReadCase, requests: number) {
  return Array.from({ length: requests }, (_, index) => {
    const which = index % database.measured.length
    const ids = own[which]
    if (!ids) throw new Error('an organization has no ids')
    return { ...adminOf(database.measured[which] ?? 0), method: 'GET', path: read.pathFor(ids) }
  })
}

function ownIds({ database }: Side): Promise<OwnIds[]> {
  return withClient(database.urls.admin, async (client) => {
    const all: OwnIds[] = []
    for (const n of database.measured) {
      const { rows } = await client.query<OwnIds>(OWN, [organizationId(n)])
      if (rows[0]) all.push(rows[0])
    }
    return all
  })
}

/** Forgets what was counted in the database. */
export function resetRateLimits({ database }: Side): Promise<unknown> {
  return withClient(database.urls.admin, (client) => client.query('delete from app.rate_limit'))
}
