import { beforeEach, describe, expect, it } from 'vitest'
import { apiTests } from '../fixtures/api.ts'
import { quietQueue } from '../fixtures/queue.ts'
import { type Night, type Start, simulateNights } from '../fixtures/simulated-night.ts'

apiTests()
beforeEach(quietQueue)

/** A tenth of the 500 customers that `WATCH_NIGHT_CUSTOMERS=500` takes. */
const CUSTOMERS = Number(process.env['WATCH_NIGHT_CUSTOMERS'] ?? 50)
const EIGHT_PM = Date.UTC(2026, 2, 3, 20)
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** The most starts in any 100 s. */
function fullest(starts: readonly Start[]): number {
  let [most, first] = [0, 0]
  for (const [last, { at }] of starts.entries()) {
    while ((starts[first]?.at ?? at) <= at - 100_000) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}

/** Starts of looks while a run of people was due or at work. */
function intrusions({ starts, edits }: Night): Start[] {
  return starts.filter(
    ({ at, by }) =>
      by === 'look' && edits.some(({ dueAt, endedAt }) => dueAt <= at && at < (endedAt || Infinity)),
  )
}

function looksOf({ looks }: Night, from: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { at, customerId } of looks)
    if (at >= from && at < from + DAY) counts.set(customerId, (counts.get(customerId) ?? 0) + 1)
  return counts
}

describe('nights of the watch, under a simulated clock', () => {
  it('look at each customer once a night, and never wait in the way of an edit, though processes are killed', async () => {
    const night = await simulateNights({
      customers: CUSTOMERS,
      from: EIGHT_PM,
      until: EIGHT_PM + DAY + 10 * HOUR,
      editEvery: 17,
      killEvery: 9,
    })
    for (const from of [EIGHT_PM, EIGHT_PM + DAY]) {
      const looks = looksOf(night, from)
      expect(looks.size).toBe(CUSTOMERS)
      expect([...looks.values()].every((count) => count === 1)).toBe(true)
    }
    expect(fullest(night.starts)).toBeLessThanOrEqual(25)
    expect(night.edits.length).toBeGreaterThan(60)
    expect(intrusions(night)).toEqual([])
    // What is left to people is there at once, whatever the watch has used.
    expect(night.edits.slice(0, -1).map(({ claimedAt, firstCallAt }) => firstCallAt - claimedAt)).toEqual(
      night.edits.slice(0, -1).map(() => 0),
    )
  })

  it('use 95 % of the quota and more while work is waiting, edits among it, and no 100 s have more than 25 starts', async () => {
    // Forty looks to wait for the whole time in the sample, an hour of them in full.
    const forMs = CUSTOMERS >= 500 ? HOUR : 4 * 60_000
    const night = await simulateNights({
      customers: CUSTOMERS,
      from: EIGHT_PM,
      until: EIGHT_PM + forMs,
      editEvery: 2,
      allDue: true,
    })
    expect(night.looks.length).toBeLessThan(CUSTOMERS)
    const used = night.starts.length / ((forMs / 102_000) * 25)
    expect(used).toBeGreaterThanOrEqual(0.95)
    expect(fullest(night.starts)).toBeLessThanOrEqual(25)
    expect(intrusions(night)).toEqual([])
    if (process.env['WATCH_NIGHT_CUSTOMERS']) process.stdout.write(`${figures(night, used)}\n`)
  })
})

function figures({ starts, looks, edits }: Night, used: number): string {
  const ended = edits.filter(({ endedAt }) => endedAt > 0)
  const took = ended.map(({ dueAt, endedAt }) => endedAt - dueAt).toSorted((a, b) => a - b)
  return JSON.stringify({
    used,
    starts: starts.length,
    looks: looks.length,
    edits: ended.length,
    medianEditMs: took[Math.floor(took.length / 2)],
  })
}
