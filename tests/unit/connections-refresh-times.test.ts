import { expect, it } from 'vitest'
import { livesLongEnough, refreshDueAt, retryDueAt } from '../../lib/connections/tokens/refresh-times.ts'

const now = new Date('2026-03-01T12:00:00Z')
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

it('an access token is used while it lives for more than five minutes', () => {
  expect(livesLongEnough(after(5.01), now)).toBe(true)
  expect(livesLongEnough(after(5), now)).toBe(false)
  expect(livesLongEnough(after(-1), now)).toBe(false)
})

it('a refresh falls due 10 to 15 minutes before the token expires, before a caller has to wait for it', () => {
  expect(refreshDueAt(after(60), 0)).toEqual(after(50))
  expect(refreshDueAt(after(60), 1)).toEqual(after(45))
})

it('each failure postpones the next refresh further, half an hour at most', () => {
  const waits = [1, 2, 3, 5, 6, 100].map((failures) => retryDueAt(now, failures, 0))
  expect(waits).toEqual([1, 2, 4, 16, 30, 30].map(after))
  expect(retryDueAt(now, 1, 1)).toEqual(after(2))
})
