import { describe, expect, it } from 'vitest'
import { isFull } from '../fixtures/depth.ts'
import { simulate } from '../fixtures/evidence-simulation/simulate.ts'
import { summary } from '../fixtures/evidence-simulation/summary.ts'

const TRACKINGS = isFull ? 1_000 : 100
/** Of others than the ones that the rules were tuned with; fixed, so that chance does not fail a build. */
const SEED = 7

describe.each([
  { by: 'the day of the last request', knowsRequests: true, often: 0.9, seldom: 0.9 },
  { by: 'conversions alone', knowsRequests: false, often: 0.75, seldom: 0.8 },
])('over a simulated year, judged by $by', ({ knowsRequests, often, seldom }) => {
  const result = summary(simulate(TRACKINGS, SEED, knowsRequests))

  it('stops of trackings with 7 or more conversions a week are found within 7 days', () => {
    expect(result.often.inTime).toBeGreaterThanOrEqual(often * result.often.stops)
  })

  it('stops of trackings with 1 to 6 conversions a week are found within 30 days', () => {
    expect(result.seldom.inTime).toBeGreaterThanOrEqual(seldom * result.seldom.stops)
  })

  it('a tracking that works is rarely STOPPED or DOUBLED', () => {
    expect(result.falseStopsPerYear).toBeLessThan(0.3)
    expect(result.falseDoublingsPerYear).toBeLessThan(0.15)
  })

  it('some doublings of frequent conversions are found by their counts', () => {
    expect(result.often.doublingsFound).toBeGreaterThan(0.2 * result.often.doublings)
  })
})
