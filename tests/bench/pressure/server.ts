import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { DatabaseUrls } from '../../fixtures/database-urls.ts'

type SignedIn = { uid: string; email: string }
export type ToServer = { kind: 'tokens'; people: readonly SignedIn[] } | { kind: 'memory' }

const Memory = z.object({ heapBytes: z.number(), rssBytes: z.number(), cpuUs: z.number() })
export type Memory = z.infer<typeof Memory>

const PROCESS = fileURLToPath(new URL('server-process.ts', import.meta.url))

/** An instance of the functions that serves HTTP in a process of its own. */
export class Server {
  readonly url: string
  readonly #process: ChildProcess

  private constructor(started: ChildProcess, url: string) {
    this.#process = started
    this.url = url
  }

  static async start({ app, system }: DatabaseUrls, poolMax: number): Promise<Server> {
    const started = fork(PROCESS, {
      execArgv: ['--expose-gc'],
      env: {
        ...process.env,
        DATABASE_URL: app,
        SYSTEM_DATABASE_URL: system,
        DATABASE_POOL_MAX: String(poolMax),
      },
    })
    const [url] = await once(started, 'message')
    return new Server(started, z.string().parse(url))
  }

  /** Only the server's process has the key by which it knows a token. */
  async tokens(people: readonly SignedIn[]): Promise<string[]> {
    return z.array(z.string()).parse(await this.#ask({ kind: 'tokens', people }))
  }

  /** What it holds after a collection, and the processor time it has taken so far. */
  async memory(): Promise<Memory> {
    return Memory.parse(await this.#ask({ kind: 'memory' }))
  }

  stop(): void {
    if (this.#process.connected) this.#process.disconnect()
  }

  async #ask(message: ToServer): Promise<unknown> {
    const responded = once(this.#process, 'message')
    this.#process.send(message)
    const [response] = await responded
    return response
  }
}
