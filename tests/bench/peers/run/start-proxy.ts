import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { theOne } from '../contestants/the-one.ts'

const PROGRAM = fileURLToPath(new URL('delaying-proxy.ts', import.meta.url))

/** Leads a URL of PostgreSQL through a process that adds a round trip. */
export type Proxy = { through(databaseUrl: string): string; stop(): void }

/** Starts the process that adds `rttMs` to each round trip. */
export async function startProxy(databaseUrl: string, rttMs: number): Promise<Proxy> {
  const child = fork(PROGRAM, [new URL(databaseUrl).port, String(rttMs / 2)])
  const listening: AddressInfo[] = await once(child, 'message')
  const { port } = theOne(listening)
  return {
    through(url) {
      const led = new URL(url)
      led.port = String(port)
      return led.href
    },
    stop() {
      if (child.connected) child.disconnect()
    },
  }
}
