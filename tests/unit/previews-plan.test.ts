import { describe, expect, test } from 'vitest'
import { divergence } from '../../lib/ops/preview/history.ts'
import { whyReap } from '../../lib/ops/preview/reap-previews.ts'

const NOW = new Date('2026-11-25T12:00:00Z')
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000)

describe('a preview goes', () => {
  const builtAt = (hours: number, branch = 'red-button') => ({
    mark: { branch, madeAt: hoursAgo(1000), builtAt: hoursAgo(hours) },
  })
  const open = new Set(['other'])

  test.each([
    ['has no open pull request any more', builtAt(25), { open, graceHours: 24 }, 'no open pull request'],
    [
      'is too old, open or not',
      builtAt(73, 'other'),
      { open, graceHours: 24, olderThanDays: 3 },
      'not built for 3 days',
    ],
    ['was never finished', { mark: undefined }, { graceHours: 24 }, 'its making was cut off'],
  ])('when it %s', (_, preview, criteria, reason) => {
    expect(whyReap(preview, criteria, NOW)).toBe(reason)
  })

  test.each([
    ['its pull request is open', builtAt(500, 'other'), { open, graceHours: 24 }],
    ['it was just built, and its pull request may be to come', builtAt(23), { open, graceHours: 24 }],
    ['only age counts and it is young', builtAt(71), { graceHours: 24, olderThanDays: 3 }],
  ])('and stays when %s', (_, preview, criteria) => {
    expect(whyReap(preview, criteria, NOW)).toBeUndefined()
  })
})

describe('a preview is made anew', () => {
  const local = new Map([['20261201000000_red', 'sum']])
  const applied = { name: '20261201000000_red', checksum: 'sum', failed: false, since: true }

  test.each([
    ['failed before', { ...applied, failed: true }, '20261201000000_red had failed'],
    ['has changed', { ...applied, checksum: 'other' }, '20261201000000_red has changed since'],
    [
      'is gone',
      { ...applied, name: '20261130000000_blue' },
      '20261130000000_blue is no longer in the branch',
    ],
  ])('where a migration of the branch %s', (_, migration, reason) => {
    expect(divergence([migration], local)).toBe(reason)
  })

  test('and not where the branch goes on from what was applied', () => {
    expect(divergence([], local)).toBeUndefined()
    expect(divergence([applied], local)).toBeUndefined()
    const ofNewerMain = { ...applied, name: '20261130000000_blue', since: false }
    expect(divergence([ofNewerMain, applied], local)).toBeUndefined()
  })
})
