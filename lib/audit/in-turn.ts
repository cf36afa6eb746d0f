import { setImmediate as endOfTurn } from 'node:timers/promises'
import { serialQueue } from '../concurrency/serial-queue.ts'

const batches = serialQueue(() => false)

/**
 * Runs one batch of an export or a verification when it is its turn: of all that an instance does, whatever the
 * organization, one batch at a time, so that together they hold one connection; other requests come in between.
 */
export function inTurn<T>(batch: () => Promise<T>): Promise<T> {
  return batches(async () => {
    const result = await batch()
    await endOfTurn()
    return result
  })
}
