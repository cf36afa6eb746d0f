import '../../../fixtures/settings.ts'
import type { Caller, Connect, Contestant, ContestantName, Work } from '../contestant.ts'

/** What the process is asked for: one result, to be compared, or a turn that is measured. */
export type ContestantRequest =
  | { kind: 'once'; work: Work; caller: Caller; name: string }
  | { kind: 'turn'; work: Work; callers: number; forMs: number; first: number }
export type Turn = { operations: number; elapsedMs: number; medianMs: number; cpuUs: number }
export type ContestantResponse = { result: unknown } | { turn: Turn } | { failure: string }

/** What the process begins with. */
export type ContestantSetup = { name: ContestantName; max: number; callers: Caller[] }

// One contestant in a process of its own: its processor time is nobody else's, and so are its compiled code and garbage.

const CONNECT: Record<ContestantName, () => Promise<Connect>> = {
  pg: async () => (await import('../contestants/pg.ts')).pg,
  'pg-rls': async () => (await import('../contestants/pg-rls.ts')).pgRls,
  'drizzle-rls': async () => (await import('../contestants/drizzle-rls.ts')).drizzleRls,
  'kysely-rls': async () => (await import('../contestants/kysely-rls.ts')).kyselyRls,
  'prisma-rls': async () => (await import('../contestants/prisma-rls.ts')).prismaRls,
  zenstack: async () => (await import('../contestants/zenstack.ts')).zenstack,
  'with-tenant': async () => (await import('../contestants/with-tenant.ts')).withTenantContestant,
  http: async () => (await import('../contestants/http.ts')).http,
}

let named = 0

function run(contestant: Contestant, work: Work, caller: Caller, name?: string): Promise<unknown> {
  switch (work) {
    case 'list':
    case 'get':
    case 'report':
      return contestant[work](caller)
    case 'create':
      named += 1
      return contestant.create(caller, name ?? `Measured ${process.pid} ${named}`)
    default:
      return work satisfies never
  }
}

async function turn(
  contestant: Contestant,
  everybody: readonly Caller[],
  { work, callers, forMs, first }: Extract<ContestantRequest, { kind: 'turn' }>,
): Promise<Turn> {
  const latencies: number[] = []
  const startedAt = performance.now()
  const cpuBefore = process.cpuUsage()
  const one = async (begins: number) => {
    for (let index = begins; performance.now() - startedAt < forMs; index += callers) {
      const caller = everybody[index % everybody.length]
      if (!caller) throw new Error('there is nobody to call')
      const sentAt = performance.now()
      await run(contestant, work, caller)
      latencies.push(performance.now() - sentAt)
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: callers }, (_, index) => one(first + index)))
  const failed = ended.find((each) => each.status === 'rejected')
  if (failed) throw failed.reason
  const cpu = process.cpuUsage(cpuBefore)
  const elapsedMs = performance.now() - startedAt
  const medianMs = latencies.sort((a, b) => a - b)[Math.floor(latencies.length / 2)] ?? 0
  return { operations: latencies.length, elapsedMs, medianMs, cpuUs: cpu.user + cpu.system }
}

process.once('message', async ({ name, max, callers }: ContestantSetup) => {
  const connect = await CONNECT[name]()
  const contestant = await connect({ connectionString: process.env['DATABASE_URL'] ?? '', max })
  const respond = async (request: ContestantRequest): Promise<ContestantResponse> => {
    switch (request.kind) {
      case 'once':
        return { result: await run(contestant, request.work, request.caller, request.name) }
      case 'turn':
        return { turn: await turn(contestant, callers, request) }
      default:
        return request satisfies never
    }
  }
  process.on('message', async (request: ContestantRequest) => {
    const failed = (error: unknown) => ({ failure: error instanceof Error ? error.message : String(error) })
    process.send?.(await respond(request).catch(failed))
  })
  process.send?.({ result: 'ready' })
})
process.once('disconnect', () => process.exit())
