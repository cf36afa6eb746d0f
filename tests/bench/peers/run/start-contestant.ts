import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Caller, ContestantName, Work } from '../contestant.ts'
import { theOne } from '../contestants/the-one.ts'
import type { BenchDatabase } from '../database/start-database.ts'
import type { ContestantRequest, ContestantResponse, ContestantSetup, Turn } from './contestant-process.ts'

const PROGRAM = fileURLToPath(new URL('contestant-process.ts', import.meta.url))
/** Connections of each contestant, in the product's case without the two of its shared limits. */
export const POOL_MAX = 10
/** Whoever is silent for longer has lost a message or a connection, and the run would never end. */
const PATIENCE_MS = 120_000

/** The process of a contestant, as the run sees it. */
export type RunningContestant = {
  name: ContestantName
  once(work: Work, caller: Caller, name: string): Promise<unknown>
  turn(request: Omit<Extract<ContestantRequest, { kind: 'turn' }>, 'kind'>): Promise<Turn>
  stop(): void
}

/** @param through leads each URL to where the round trip is added */
export async function startContestant(
  name: ContestantName,
  { urls, callers }: BenchDatabase,
  through: (databaseUrl: string) => string,
): Promise<RunningContestant> {
  const child = fork(PROGRAM, {
    env: {
      ...process.env,
      DATABASE_URL: through(urls[LOGIN_OF[name]]),
      SYSTEM_DATABASE_URL: through(urls.system),
      DATABASE_POOL_MAX: String(POOL_MAX),
    },
    // Lines of the log are written, and read by nobody.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ask = async (message: ContestantRequest | ContestantSetup): Promise<ContestantResponse> => {
    const settled = new AbortController()
    const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(PATIENCE_MS)])
    const responded: Promise<ContestantResponse[]> = once(child, 'message', { signal })
    const gone = once(child, 'exit', { signal }).then(() => [{ failure: 'its process has ended' }])
    child.send(message)
    try {
      const response = theOne(await Promise.race([responded, gone]))
      if ('failure' in response) throw new Error(`${name}: ${response.failure}`)
      return response
    } finally {
      settled.abort()
    }
  }
  await ask({ name, max: POOL_MAX, callers })
  return {
    name,
    async once(work, caller, text) {
      const response = await ask({ kind: 'once', work, caller, name: text })
      return 'result' in response ? response.result : undefined
    },
    async turn(request) {
      const response = await ask({ kind: 'turn', ...request })
      if (!('turn' in response)) throw new Error(`${name} has not measured`)
      return response.turn
    },
    stop() {
      if (child.connected) child.disconnect()
    },
  }
}

const LOGIN_OF = {
  pg: 'bare',
  'pg-rls': 'rls',
  'drizzle-rls': 'rls',
  'kysely-rls': 'rls',
  'prisma-rls': 'rls',
  zenstack: 'bare',
  'with-tenant': 'app',
  http: 'app',
} as const satisfies Record<ContestantName, keyof BenchDatabase['urls']>
