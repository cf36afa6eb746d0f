import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setInterval } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalPostgres, startPostgres } from '../../lib/embedded-postgres/start-postgres.ts'
import { withClient } from '../../lib/ops/database/with-client.ts'
import { migrate } from '../../lib/ops/migrations/migrate.ts'
import { ensureRoles } from '../../lib/ops/roles/ensure-roles.ts'
import { writeClaimKeys } from '../../lib/ops/roles/write-claim-keys.ts'
import { namedKeys } from '../../lib/settings/named-keys.ts'
import { CLAIM_KEYS } from '../fixtures/claim-keys.ts'
import { type DatabaseUrls, databaseUrls } from '../fixtures/database-urls.ts'
import type { InstanceResponse, Traffic } from '../fixtures/instance-process.ts'
import { startPgBouncer } from '../fixtures/pgbouncer.ts'

const PROCESS = fileURLToPath(new URL('../fixtures/instance-process.ts', import.meta.url))
/** The most connections of an instance: 5 for requests, 2 for background work. */
const PER_INSTANCE = 7
const ROOM_FOR = 3
/** Three of them are reserved for superusers, with which the test observes the server. */
const MAX_CONNECTIONS = ROOM_FOR * PER_INSTANCE + 3
const CALLERS = 8
const STEP_MS = 1_500
/** The longest wait for a connection (lib/db/pool-settings.ts). */
const WAIT_MS = 5_000
/** A first request waits twice, for the membership and for the tenant session. The rest is for a slow machine. */
const LONGEST_REQUEST_MS = 2 * WAIT_MS + 2_000
/** Instances in all. Each caller has a user and an organization of its own: none reaches a rate limit. */
const MOST_STARTED = 20

type Connection = { app: string; system: string }

let server: LocalPostgres
let urls: DatabaseUrls
let admin: pg.Client

beforeAll(async () => {
  server = await startPostgres({ settings: { max_connections: String(MAX_CONNECTIONS) } })
  urls = databaseUrls(server.adminUrl, 'pool_exhaustion')
  await ensureRoles(urls.admin, urls)
  await migrate(urls.owner)
  await withClient(urls.owner, (client) => writeClaimKeys(client, namedKeys.parse(CLAIM_KEYS)))
  admin = new pg.Client(urls.admin)
  await admin.connect()
  await admin.query(`
    set session_replication_role = replica;
    with organizations as (
      insert into organization (name) select n || '-' || c from generate_series(1, ${MOST_STARTED}) n, generate_series(0, ${CALLERS - 1}) c
      returning id, name)
    insert into user_account (organization_id, email, firebase_uid, role)
    select id, name || '@agency.test', 'person-' || name, 'ADMIN' from organizations;
    set session_replication_role = origin`)
})
afterAll(async () => {
  await admin.end()
  await server.stop()
})

/** An instance of the functions, in its own process. */
class Instance {
  static #count = 0
  readonly #process: ChildProcess
  readonly #uid: string
  readonly ready: Promise<unknown>

  constructor(connection: Connection) {
    const env = {
      ...process.env,
      DATABASE_URL: connection.app,
      SYSTEM_DATABASE_URL: connection.system,
      DATABASE_POOL_MAX: '5',
    }
    Instance.#count += 1
    this.#uid = `person-${Instance.#count}`
    this.#process = fork(PROCESS, { env })
    this.ready = once(this.#process, 'message')
  }

  async send(traffic: Omit<Traffic, 'uid'>): Promise<InstanceResponse[]> {
    const finished = once(this.#process, 'message')
    this.#process.send({ uid: this.#uid, ...traffic } satisfies Traffic)
    const [responses] = await finished
    return responses
  }

  async stop(): Promise<void> {
    if (this.#process.signalCode) return
    const exited = once(this.#process, 'exit')
    this.#process.kill('SIGKILL')
    await exited
  }
}

async function startInstances(connection: Connection, count: number): Promise<Instance[]> {
  const instances = Array.from({ length: count }, () => new Instance(connection))
  await Promise.all(instances.map(({ ready }) => ready))
  return instances
}

async function connections(): Promise<number> {
  const { rows } = await admin.query<{ open: number }>(
    `select count(*)::int as open from pg_stat_activity where usename in ('oct_test_app', 'oct_test_system')`,
  )
  return rows[0]?.open ?? 0
}

type Step = { instances: number; connections: number; responses: InstanceResponse[] }

/** Opens connections as long as there are any. */
async function openRemaining(url: string, opened: pg.Client[]): Promise<void> {
  for (;;) {
    const client = new pg.Client(url)
    client.on('error', () => undefined)
    const failed = await client.connect().then(
      () => false,
      () => true,
    )
    if (failed) return
    opened.push(client)
  }
}

/** Opens all remaining connections until the end of the block. */
async function openAllConnections(url: string): Promise<AsyncDisposable> {
  const opened: pg.Client[] = []
  await openRemaining(url, opened)
  return { [Symbol.asyncDispose]: async () => void (await Promise.all(opened.map((client) => client.end()))) }
}

/** The same, and those that an instance gives back meanwhile, which is before a wait for one ends. */
async function keepAllConnections(url: string): Promise<AsyncDisposable> {
  const opened: pg.Client[] = []
  const ended = new AbortController()
  await openRemaining(url, opened)
  const keeping = (async () => {
    for await (const _ of setInterval(100, undefined, { signal: ended.signal }))
      await openRemaining(url, opened)
  })().catch((error: unknown) => {
    if (!ended.signal.aborted) throw error
  })
  return {
    [Symbol.asyncDispose]: async () => {
      ended.abort()
      await keeping
      await Promise.all(opened.map((client) => client.end()))
    },
  }
}

/** The first `count` instances under concurrent traffic; those beyond `ROOM_FOR` get no connection. */
async function step(
  connection: Connection,
  instances: readonly Instance[],
  count: number,
  takeAll = openAllConnections,
): Promise<Step> {
  const full = count > ROOM_FOR
  const traffic = { callers: CALLERS, forMs: full ? WAIT_MS + STEP_MS : STEP_MS }
  const withConnections = instances
    .slice(0, Math.min(count, ROOM_FOR))
    .map((instance) => instance.send(traffic))
  await using _ = full ? await takeAll(connection.app) : undefined
  const waiting = instances
    .slice(ROOM_FOR, count)
    .map((instance) => instance.send({ callers: CALLERS, forMs: 0 }))
  const responses = (await Promise.all([...withConnections, ...waiting])).flat()
  return { instances: count, connections: await connections(), responses }
}

const at = (responses: readonly InstanceResponse[], share: number) =>
  Math.round(
    responses.map(({ ms }) => ms).toSorted((a, b) => a - b)[Math.ceil(share * responses.length) - 1] ?? 0,
  )
const unavailable = (responses: readonly InstanceResponse[]) =>
  responses.filter(({ status }) => status === 503)

function print(title: string, steps: readonly Step[], endings: readonly string[]): void {
  const cells = steps.map(({ instances, connections: open, responses }) => {
    const successful = responses.length - unavailable(responses).length
    const waited = responses.filter(({ status, ms }) => status !== 503 && ms > 500).length
    return [
      instances,
      open,
      successful,
      waited,
      unavailable(responses).length,
      at(responses, 0.5),
      at(responses, 0.99),
      at(responses, 1),
    ]
  })
  const head = ['instances', 'connections', 'successful', 'over 0.5 s', '503', 'p50 ms', 'p99 ms', 'max ms']
  const lines = [head, ...cells].map((line) =>
    line.map((cell, i) => String(cell).padStart(head[i]?.length ?? 0)).join('  '),
  )
  process.stdout.write(
    `\n${title}\n  ${lines.join('\n  ')}\n${endings.map((each) => `  ${each}\n`).join('')}`,
  )
}

/** Sends one request. */
async function nextRequest(instance: Instance): Promise<InstanceResponse> {
  const [response] = await instance.send({ callers: 1, forMs: 0 })
  if (!response) throw new Error('There was no response.')
  return response
}

/** Adds instances with traffic on all of them; then stops the traffic, then an instance. */
async function exhaust(
  title: string,
  connection: Connection,
  most: number,
  takeAll: typeof openAllConnections,
): Promise<void> {
  const instances = await startInstances(connection, most)
  try {
    const steps: Step[] = []
    for (let count = 1; count <= most; count += 1) {
      steps.push(await step(connection, instances, count, takeAll))
    }
    const responses = steps.flatMap((each) => each.responses)
    expect([...new Set(responses.map(({ status }) => status))].toSorted()).toEqual([200, 201, 503])
    expect(unavailable(responses).filter(({ retryAfter }) => !(Number(retryAfter) > 0))).toEqual([])
    expect(at(responses, 1)).toBeLessThan(LONGEST_REQUEST_MS)
    const withRoom = steps.slice(0, ROOM_FOR).flatMap((each) => each.responses)
    expect(unavailable(withRoom)).toEqual([])

    const last = instances[most - 1]
    const [first, ...others] = instances.slice(0, ROOM_FOR)
    if (!last || !first) throw new Error('there are no instances')
    // It has no connection, and the idle others have all: theirs are closed before its wait times out.
    const afterTraffic = await nextRequest(last)
    expect(afterTraffic.status).toBe(201)
    await step(connection, instances, ROOM_FOR)

    const busy = others.map((instance) => instance.send({ callers: CALLERS, forMs: WAIT_MS }))
    await using _ = await openAllConnections(connection.app)
    const waiting = nextRequest(last)
    await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 500))])
    const stoppedAt = performance.now()
    await first.stop()
    const afterStop = await waiting
    const recoveryMs = Math.round(performance.now() - stoppedAt)
    expect(afterStop.status).toBe(201)
    expect(recoveryMs).toBeLessThan(2_000)
    await Promise.all(busy)
    print(title, steps, [
      `after the traffic an instance without a connection responds to its next request in ${Math.round(afterTraffic.ms)} ms`,
      `after an instance ends, a request that waits for a connection gets its response in ${recoveryMs} ms`,
    ])
  } finally {
    await Promise.all(instances.map((instance) => instance.stop()))
  }
}

describe('requests without a free connection wait, then return 503, and none hangs', () => {
  it('over direct connections', async () => {
    await exhaust(`direct, max_connections ${MAX_CONNECTIONS}`, urls, ROOM_FOR + 2, openAllConnections)
  }, 90_000)

  it('through PgBouncer', async () => {
    const maxClients = ROOM_FOR * PER_INSTANCE
    await using pooler = await pgBouncer({ poolSize: 4, maxClients, queryWaitSeconds: 3 })
    await exhaust(
      `through PgBouncer, max_client_conn ${maxClients}, default_pool_size 4`,
      pooler,
      ROOM_FOR + 1,
      keepAllConnections,
    )
  }, 90_000)
})

describe('PgBouncer without a free connection to the server', () => {
  it('lets requests wait for query_wait_timeout, then they return 503; later requests succeed', async () => {
    await using pooler = await pgBouncer({ poolSize: 2, queryWaitSeconds: 2 })
    const instance = new Instance(pooler)
    await instance.ready
    try {
      expect((await nextRequest(instance)).status).toBe(201)
      await admin.query('begin; lock table customer in access exclusive mode')
      const responses = await instance.send({ callers: CALLERS, forMs: 0 })
      expect(responses.map(({ status }) => status)).toEqual(Array(CALLERS).fill(503))
      expect(at(responses, 1)).toBeLessThan(LONGEST_REQUEST_MS)
      await admin.query('rollback')
      const after = await nextRequest(instance)
      expect(after.status).toBe(201)
      print(
        'PgBouncer, without a free connection to the server',
        [{ instances: 1, connections: 2, responses }],
        [`after their release the next request takes ${Math.round(after.ms)} ms`],
      )
    } finally {
      await instance.stop()
    }
  }, 60_000)
})

describe('the settings of a login', () => {
  it('apply through PgBouncer, which would reject them in the URL', async () => {
    await using pooler = await pgBouncer({})
    const client = new pg.Client(pooler.app)
    await client.connect()
    const { rows } = await client.query(
      `select current_setting('timezone') as zone, current_setting('statement_timeout') as statements,
         current_setting('idle_in_transaction_session_timeout') as idle, current_setting('lock_timeout') as locks`,
    )
    await client.end()
    expect(rows).toEqual([{ zone: 'UTC', statements: '15s', idle: '15s', locks: '5s' }])
  })
})

async function pgBouncer(options: Parameters<typeof startPgBouncer>[1]) {
  const { port, stop } = await startPgBouncer([urls.app, urls.system], options)
  const through = (url: string) => Object.assign(new URL(url), { port: String(port) }).href
  return { app: through(urls.app), system: through(urls.system), [Symbol.asyncDispose]: stop }
}
