import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { DatabaseUrls } from '../../fixtures/database-urls.ts'

/** One request as a member makes it; `path` is below `/api`. */
export type Call = { uid: string; email: string; method: string; path: string; body?: unknown }

const CallResult = z.object({
  ms: z.number(),
  id: z.string().optional(),
  nextCursor: z.string().optional(),
})
export type CallResult = z.infer<typeof CallResult>

const Reply = z.union([
  z.object({ results: z.array(CallResult) }).strict(),
  z.object({ error: z.string() }).strict(),
])

const PROCESS = fileURLToPath(new URL('instance-process.ts', import.meta.url))

/** An instance of the functions in a process of its own, so that two databases can be asked in turns. */
export class Instance {
  readonly #process: ChildProcess

  private constructor(started: ChildProcess) {
    this.#process = started
  }

  static async start({ app, system }: DatabaseUrls): Promise<Instance> {
    const started = fork(PROCESS, { env: { ...process.env, DATABASE_URL: app, SYSTEM_DATABASE_URL: system } })
    const instance = new Instance(started)
    await instance.#nextMessage()
    return instance
  }

  /**
   * Makes requests one after the other.
   * @throws Error when one of them fails
   */
  async run(calls: readonly Call[]): Promise<CallResult[]> {
    return this.#ask([...calls])
  }

  /** Closes its connections, so that none keeps what earlier requests have left in it. */
  async reconnect(): Promise<void> {
    await this.#ask('reconnect')
  }

  stop(): void {
    if (this.#process.connected) this.#process.disconnect()
  }

  async #ask(message: Call[] | 'reconnect'): Promise<CallResult[]> {
    const reply = Reply.parse(await this.#nextMessage(() => this.#process.send(message)))
    if ('error' in reply) throw new Error(reply.error)
    return reply.results
  }

  async #nextMessage(send?: () => void): Promise<unknown> {
    const over = new AbortController()
    const options = { signal: over.signal }
    try {
      const message = once(this.#process, 'message', options)
      const exit = once(this.#process, 'exit', options).then(ended)
      exit.catch(() => undefined)
      send?.()
      const [first] = await Promise.race([message, exit])
      return first
    } finally {
      over.abort()
    }
  }
}

function ended(): never {
  throw new Error('The instance has ended.')
}
