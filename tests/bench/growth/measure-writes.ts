import { randomUUID } from 'node:crypto'
import { seedId } from '../../fixtures/plans/seed.ts'
import { type Comparison, compare, type Turn } from './compare.ts'
import type { Call } from './instance.ts'
import { resetRateLimits } from './measure-reads.ts'
import { adminOf, type Pair, type Side, turnOf } from './measured-side.ts'

const ROUNDS = 24
const REQUESTS = 10

/** One write as the nth measured organization makes it; `id` is what the step before has made. */
type Write = (n: number, id: string) => Pick<Call, 'method' | 'path' | 'body'>

const WRITES: Readonly<Record<string, Write>> = {
  'trackings.create': (n) => ({
    method: 'POST',
    path: '/v1/trackings',
    // The first customer of an organization has its number.
    body: { customerId: seedId('customer', n), name: randomUUID(), type: 'CUSTOM_EVENT', eventName: 'lead' },
  }),
  'trackings.update': (_, id) => ({
    method: 'PATCH',
    path: `/v1/trackings/${id}`,
    body: { eventName: 'lead_of_today' },
  }),
  'trackings.delete': (_, id) => ({ method: 'DELETE', path: `/v1/trackings/${id}` }),
  'customers.create': () => ({
    method: 'POST',
    path: '/v1/customers',
    body: { name: randomUUID(), websiteUrl: 'https://shop.example' },
  }),
}

/** Writes in both databases: what one step has made is changed and deleted by the next. */
export async function measureWrites({ a, b, observer }: Pair): Promise<Comparison[]> {
  const made = new Map<Side, string[]>([
    [a, []],
    [b, []],
  ])
  const compared: Comparison[] = []
  for (const [name, write] of Object.entries(WRITES)) {
    const turn = (side: Side) => {
      const before = [...(made.get(side) ?? [])]
      made.set(side, [])
      return async (): Promise<Turn> => {
        await resetRateLimits(side)
        const measured = await turnOf(side, observer, callsOf(side, write, before.splice(0, REQUESTS)))
        made.get(side)?.push(...measured.results.map(({ id }) => id ?? ''))
        return measured
      }
    }
    compared.push(await compare(name, ROUNDS, turn(a), turn(b)))
  }
  return compared
}

function callsOf({ database }: Side, write: Write, ids: readonly string[]): Call[] {
  return Array.from({ length: REQUESTS }, (_, index) => {
    const n = database.measured[index % database.measured.length] ?? 0
    return { ...adminOf(n), ...write(n, ids[index] ?? '') }
  })
}
