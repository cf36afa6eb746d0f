import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { describeError, log } from '../telemetry/log.ts'
import { ConnectionRejectedError, isPassingRejection } from './connection-rejected-error.ts'
import { InstrumentedClient } from './instrumented-client.ts'
import { LoginCheck, type LoginRow, type LoginSetting } from './login-check.ts'
import { surviveLostConnections } from './lost-connections.ts'
import { CONNECT_TIMEOUT_MS, poolSettings } from './pool-settings.ts'
import { tlsFailure } from './tls-failure.ts'

/** In milliseconds, between two looks whether the server takes one more. */
const FIRST_PAUSE = 40
const LONGEST_PAUSE = 320

/**
 * A pool that retries when the server, its pooler or the login takes no connection now, being full or starting: instead
 * of failing at once, a caller waits for one of the pool's own to come back, or for the server to accept one more, which
 * is probed one at a time; after the pool's time-out (lib/db/pool-settings.ts) it fails as busy. Sessions that cannot
 * write are replaced before they are lent again. Its first connection is lent only after the login has been
 * checked.
 */
export class RetryingPool extends pg.Pool {
  readonly #size: number
  #connected = 0
  #probing = false

  /** @param setting the one that `databaseUrl` is the value of */
  constructor(
    setting: LoginSetting,
    databaseUrl: string,
    size: number,
    more: Pick<pg.PoolConfig, 'Client' | 'pipeline'> = {},
  ) {
    const login = new LoginCheck(setting)
    super({
      ...poolSettings(databaseUrl, size),
      Client: InstrumentedClient,
      onConnect: (client) =>
        login.pass(async (text, values) => (await client.query<LoginRow>({ text, values })).rows),
      ...more,
    })
    this.#size = size
    this.on('connect', () => {
      this.#connected += 1
    })
    this.on('remove', () => {
      this.#connected -= 1
    })
    surviveLostConnections(this)
  }

  override async connect(): Promise<pg.PoolClient> {
    const until = performance.now() + CONNECT_TIMEOUT_MS
    for (;;) {
      try {
        const client = await this.#connectWithin(until - performance.now())
        if (!(client instanceof InstrumentedClient) || !client.writeAbility.isLost) return client
        client.release(true)
      } catch (error) {
        const fix = tlsFailure(error)
        if (fix) log.error('database.tls_failed', { ...describeError(error), fix })
        if (!isPassingRejection(error)) throw error
        if (performance.now() >= until) throw new ConnectionRejectedError(error)
        this.options.max = this.#connected
        if (!this.#probing) void this.#probe()
      }
    }
  }

  /** The pool reads its time-out at each call, so this one caller can have another. */
  #connectWithin(ms: number): Promise<pg.PoolClient> {
    this.options.connectionTimeoutMillis = Math.max(1, Math.ceil(ms))
    const connecting = super.connect()
    this.options.connectionTimeoutMillis = CONNECT_TIMEOUT_MS
    return connecting
  }

  /** Runs as long as callers wait. The pool itself opens nothing meanwhile: all of them would storm a full server. */
  async #probe(): Promise<void> {
    this.#probing = true
    let pause = FIRST_PAUSE
    do {
      await wait(pause * (0.5 + Math.random()))
      const rejected = await this.#tryOneMore()
      pause = rejected ? Math.min(pause * 2, LONGEST_PAUSE) : FIRST_PAUSE
    } while (this.waitingCount > 0 && !this.ending)
    this.#probing = false
    this.options.max = this.#size
  }

  /** A new connection goes to the caller who has waited longest. */
  async #tryOneMore(): Promise<boolean> {
    if (this.waitingCount === 0 || this.#connected >= this.#size) return false
    this.options.max = this.totalCount + 1
    const connecting = super.connect()
    this.options.max = this.#connected
    return connecting.then(
      (client) => {
        this.options.max = this.#connected
        client.release()
        return false
      },
      (error: unknown) => {
        if (!isPassingRejection(error)) this.#letEachConnect()
        return true
      },
    )
  }

  /** What only the operator can mend, each caller hears at once: one that fails to connect makes room for the next. */
  #letEachConnect(): void {
    this.options.max = this.#size
    void super.connect().then(
      (client) => client.release(),
      () => undefined,
    )
  }
}
