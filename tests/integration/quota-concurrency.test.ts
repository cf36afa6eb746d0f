import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { ownerPool } from '../fixtures/database.ts'
import { quietQueue } from '../fixtures/queue.ts'
import '../fixtures/settings.ts'

ownerPool()
beforeEach(() => quietQueue())

const PROCESSES = 4
const WORKERS = 4
const WINDOW_S = 100

/** Ten minutes of quota time, in steps of three seconds: what takes Google's clock minutes takes the test seconds. */
const seconds = Array.from({ length: 200 }, (_, index) => index * 3)
const START = Date.UTC(2026, 2, 3, 20)

async function greedyProcess(): Promise<number[]> {
  const program = fileURLToPath(new URL('../fixtures/quota-process.ts', import.meta.url))
  const child = fork(program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] })
  await once(child, 'message')
  const times = seconds.map((second) => new Date(START + second * 1_000).toISOString())
  child.send({ organizationId: randomUUID(), workers: WORKERS, times })
  const [granted] = await once(child, 'message')
  child.kill()
  return z
    .array(z.string())
    .parse(granted)
    .map((at) => (Date.parse(at) - START) / 1_000)
}

it('16 workers in 4 processes never start more than 25 calls in any 100 s, and waste none', async () => {
  const granted = (await Promise.all(Array.from({ length: PROCESSES }, greedyProcess))).flat()
  const fullest = Math.max(
    ...seconds.map((from) => granted.filter((at) => at >= from && at < from + WINDOW_S).length),
  )
  expect(fullest).toBe(25)
  // Six windows of 102 s begin within the ten minutes.
  expect(granted.length).toBeGreaterThanOrEqual(25 * 5)
  expect(granted.length).toBeLessThanOrEqual(25 * 6)
})
