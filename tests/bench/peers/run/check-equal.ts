import { isDeepStrictEqual } from 'node:util'
import type { Client } from 'pg'
import { type Caller, type ContestantName, WORKS, type Work } from '../contestant.ts'
import type { RunningContestant } from './start-contestant.ts'

/** What a tracking made by another contestant, a moment later, may have of its own. */
const OWN = new Set(['id', 'name', 'createdAt', 'updatedAt'])

/**
 * Holds every contestant to the results of the first, and its writes to what `create` is to leave behind.
 * @throws Error that shows both results
 */
export async function checkEqual(
  contestants: readonly RunningContestant[],
  callers: readonly Caller[],
  admin: Client,
): Promise<void> {
  for (const caller of callers) {
    for (const work of WORKS) {
      const results: { name: ContestantName; result: unknown }[] = []
      for (const contestant of contestants) {
        const { name } = contestant
        const before = await customerCount(admin, name, caller)
        const result = comparable(work, await contestant.once(work, caller, `Compared ${name}`))
        results.push({ name, result })
        if (work === 'create') await requireWritten(admin, name, caller, before)
      }
      const [first, ...others] = results
      for (const other of others) {
        if (isDeepStrictEqual(first?.result, other.result)) continue
        const texts = [first, other].map((each) => `${each?.name}: ${JSON.stringify(each?.result)}`)
        throw new Error(`The results of ${work} differ.\n${texts.join('\n')}`)
      }
    }
  }
}

/**
 * A result as JSON has it. A cursor is opaque, and may only be there or not; the function's `get` also shows findings,
 * of which these trackings have none.
 */
function comparable(work: Work, result: unknown): unknown {
  return JSON.parse(JSON.stringify(result), (key, value: unknown) => {
    if (key === 'nextCursor') return value !== null
    if (key === 'findings') return undefined
    return work === 'create' && OWN.has(key) ? typeof value : value
  })
}

async function customerCount(admin: Client, name: ContestantName, { customerId }: Caller): Promise<number> {
  const { rows } = await admin.query<{ n: number }>(
    `select tracking_count as n from ${schemaOf(name)}.customer where id = $1`,
    [customerId],
  )
  return rows[0]?.n ?? 0
}

async function requireWritten(
  admin: Client,
  name: ContestantName,
  { organizationId, customerId }: Caller,
  countBefore: number,
): Promise<void> {
  const schema = schemaOf(name)
  const audit = schema === 'peers' ? 'peers.audit_entry' : 'public.audit_log'
  const { rows } = await admin.query<{ jobs: number; entries: number; count: number }>(
    `select (select count(*)::int from ${schema}.sync_job
        where tracking_id = t.id and action = 'CREATE' and status = 'QUEUED') as jobs,
       (select count(*)::int from ${audit}
        where organization_id = t.organization_id and target_id = t.id::text and action = 'tracking.create') as entries,
       c.tracking_count as count
     from ${schema}.tracking t join ${schema}.customer c on c.id = t.customer_id
     where t.organization_id = $1 and t.customer_id = $2 and t.name = $3 and t.deleted_at is null`,
    [organizationId, customerId, `Compared ${name}`],
  )
  const expected = [{ jobs: 1, entries: 1, count: countBefore + 1 }]
  if (!isDeepStrictEqual(rows, expected)) {
    throw new Error(`${name} has left ${JSON.stringify(rows)} behind instead of ${JSON.stringify(expected)}`)
  }
}

function schemaOf(name: ContestantName): 'public' | 'peers' {
  return name === 'with-tenant' || name === 'http' ? 'public' : 'peers'
}
