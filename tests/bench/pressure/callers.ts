import { seedId } from '../../fixtures/plans/seed.ts'
import { randomNumbers } from '../../fixtures/random.ts'
import { send } from './send.ts'
import type { Server } from './server.ts'

export type Load = {
  server: Server
  /** One for each organization, the first of which has the number 1. */
  tokens: readonly string[]
  callers: number
  requests: number
  seed: number
}

/** In milliseconds, as the caller sees it, the wait for a connection included. */
export type LoadFigures = {
  callers: number
  requests: number
  perSecond: number
  p50: number
  p95: number
  p99: number
  max: number
  maxToMedian: number
  /** How many got which status. */
  statuses: Record<string, number>
}

type Asked = {
  method: string
  path: string
  body?: unknown
  /** What is there again for others when this is over. */
  taken?: string
}
/** What a caller asks for; `made` are trackings of the organization that no other request is about. */
type Kind = { share: number; ask: (n: number, made: string[]) => Asked | undefined }

let created = 0

/** Of a hundred requests. */
const KINDS: readonly Kind[] = [
  { share: 30, ask: () => get('/v1/trackings?limit=20') },
  { share: 15, ask: () => get('/v1/customers?limit=20') },
  { share: 10, ask: (n) => get(`/v1/trackings?limit=20&customerId=${seedId('customer', n)}`) },
  { share: 20, ask: (n) => get(`/v1/trackings/${seedId('tracking', n)}`) },
  { share: 5, ask: () => get('/v1/audit-log?limit=20') },
  { share: 5, ask: () => get('/v1/findings?limit=20') },
  { share: 3, ask: () => get('/v1/sync-runs?limit=20') },
  { share: 2, ask: () => get('/v1/reports/overview') },
  {
    share: 4,
    ask: (n) => {
      created += 1
      const name = `Pressed ${process.pid} ${created}`
      const body = { customerId: seedId('customer', n), name, type: 'CUSTOM_EVENT', eventName: 'lead' }
      return { method: 'POST', path: '/v1/trackings', body }
    },
  },
  {
    share: 3,
    ask: (_, made) => {
      const id = made.pop()
      const body = { eventName: `lead_${created}` }
      return id ? { method: 'PATCH', path: `/v1/trackings/${id}`, body, taken: id } : undefined
    },
  },
  {
    share: 3,
    ask: (_, made) => {
      const id = made.pop()
      return id ? { method: 'DELETE', path: `/v1/trackings/${id}` } : undefined
    },
  },
]

const get = (path: string): Asked => ({ method: 'GET', path })

/** Each kind as often as it is asked for in a hundred requests. */
const HUNDRED = KINDS.flatMap((kind) => Array<Kind>(kind.share).fill(kind))

/** Callers of many organizations, each of whom waits for a response before the next request. */
export async function runCallers({ server, tokens, callers, requests, seed }: Load): Promise<LoadFigures> {
  const random = randomNumbers(seed)
  const made = tokens.map((): string[] => [])
  const durations: number[] = []
  const statuses: Record<string, number> = {}
  let started = 0

  const one = async () => {
    const index = Math.floor(random() * tokens.length)
    const own = made[index] ?? []
    const kind = HUNDRED[Math.floor(random() * HUNDRED.length)]
    const { method, path, body, taken } = kind?.ask(index + 1, own) ?? get('/v1/trackings?limit=20')
    const startedAt = performance.now()
    const response = await send({
      method,
      url: `${server.url}/api${path}`,
      headers: {
        authorization: `Bearer ${tokens[index]}`,
        'x-real-ip': '192.0.2.1',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    durations.push(performance.now() - startedAt)
    statuses[response.status] = (statuses[response.status] ?? 0) + 1
    if (taken) own.push(taken)
    if (method === 'POST' && response.status === 201)
      own.push(String(Reflect.get(JSON.parse(response.text), 'id')))
  }
  const caller = async () => {
    while (started < requests) {
      started += 1
      await one()
    }
  }

  const startedAt = performance.now()
  await Promise.all(Array.from({ length: callers }, caller))
  const seconds = (performance.now() - startedAt) / 1000
  const sorted = durations.toSorted((a, b) => a - b)
  const at = (share: number) => tenths(sorted[Math.ceil(share * sorted.length) - 1] ?? 0)
  return {
    callers,
    requests: sorted.length,
    perSecond: Math.round(sorted.length / seconds),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
    maxToMedian: tenths(at(1) / at(0.5)),
    statuses,
  }
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}
