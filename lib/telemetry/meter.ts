import { AsyncLocalStorage } from 'node:async_hooks'

/** What one request or run has cost so far. */
export type Meter = { statements: number; roundTrips: number; googleCalls: number }

const storage = new AsyncLocalStorage<Meter>()

/** Runs `work` with a fresh meter; nested calls count on the innermost one. */
export function metered<T>(work: (meter: Meter) => Promise<T>): Promise<T> {
  const meter: Meter = { statements: 0, roundTrips: 0, googleCalls: 0 }
  return storage.run(meter, () => work(meter))
}

/** Adds one to a count of the current meter; outside of one it does nothing. */
export function count(what: keyof Meter): void {
  const meter = storage.getStore()
  if (meter) meter[what] += 1
}
