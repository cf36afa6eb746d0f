import { describe, expect, it } from 'vitest'
import { expectedStart } from '../../lib/sync/queue/expected-start.ts'

const now = new Date('2026-01-31T09:30:00Z')
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000)

describe('the expected start of a waiting run', () => {
  it.each([
    ['is now for the next that is due', -30, 1, 0],
    ['is when it falls due', 15, 1, 15],
    ['lies behind the runs in front, as fast as the quota lets them go', 0, 6, 5 * 40.8],
    ['counts those from when it is due', 15, 2, 55.8],
  ])('%s', (_, due, position, expected) => {
    expect(expectedStart(at(due), position, now, 25)).toEqual(at(expected))
  })

  it('comes sooner where Google grants more', () => {
    expect(expectedStart(at(0), 6, now, 50)).toEqual(at(5 * 20.4))
  })
})
