import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nextPace } from '../../lib/ops/backfill/next-pace.ts'

const LIMITS = { rows: 2000, share: 0.5 }
const CALM = { batchMs: 50, waitingMs: 0, lockedOut: false }

it('short transactions get more rows, and a pause as long as themselves', () => {
  expect(nextPace({ rows: 100, pauseMs: 0 }, CALM, LIMITS)).toEqual({ rows: 150, pauseMs: 50 })
})

it('a transaction of the right length keeps its rows', () => {
  expect(nextPace({ rows: 100, pauseMs: 0 }, { ...CALM, batchMs: 150 }, LIMITS)).toEqual({
    rows: 100,
    pauseMs: 150,
  })
})

it('long transactions get half of the rows, and a longer pause', () => {
  expect(nextPace({ rows: 100, pauseMs: 50 }, { ...CALM, batchMs: 800 }, LIMITS)).toEqual({
    rows: 50,
    pauseMs: 800,
  })
})

it.for([
  ['a session waits for a lock', { ...CALM, waitingMs: 300 }],
  ['another session held a lock for too long', { ...CALM, batchMs: 500, lockedOut: true }],
] as const)('while %s, the batches get smaller and the pauses longer each time', ([, load]) => {
  const first = nextPace({ rows: 400, pauseMs: 50 }, load, LIMITS)
  expect(first).toEqual({ rows: 200, pauseMs: 100 })
  expect(nextPace(first, load, LIMITS)).toEqual({ rows: 100, pauseMs: 200 })
})

it('a share of a fifth pauses for four fifths of the time', () => {
  expect(nextPace({ rows: 100, pauseMs: 0 }, CALM, { ...LIMITS, share: 0.2 }).pauseMs).toBe(200)
})

it('the pace stays within its limits under any load', () => {
  const load = fc.record({
    batchMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
    waitingMs: fc.nat(),
    lockedOut: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(load, { maxLength: 40 }), (loads) => {
      let pace = { rows: 100, pauseMs: 0 }
      for (const each of loads) {
        pace = nextPace(pace, each, LIMITS)
        expect(pace.rows).toBeGreaterThanOrEqual(10)
        expect(pace.rows).toBeLessThanOrEqual(2000)
        expect(pace.pauseMs).toBeGreaterThanOrEqual(0)
        expect(pace.pauseMs).toBeLessThanOrEqual(10_000)
      }
    }),
  )
})
