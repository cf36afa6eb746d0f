import { describe, expect, it } from 'vitest'
import { divergence } from '../../lib/ops/preview/migration-history.ts'
import { removalReason } from '../../lib/ops/preview/reap-previews.ts'

const NOW = new Date('2026-11-25T12:00:00Z')
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000)

const builtAt = (hours: number, branch = 'red-button') => ({
  record: { branch, createdAt: hoursAgo(1000), builtAt: hoursAgo(hours) },
})
const open = new Set(['other'])

describe('a preview is removed', () => {
  it.each([
    ['no longer has an open pull request', builtAt(25), { open, graceHours: 24 }, 'no open pull request'],
    [
      'is too old, open or not',
      builtAt(73, 'other'),
      { open, graceHours: 24, olderThanDays: 3 },
      'not built for 3 days',
    ],
    ['was never completed', { record: undefined }, { graceHours: 24 }, 'its creation was interrupted'],
  ])('when it %s', (_, preview, criteria, reason) => {
    expect(removalReason(preview, criteria, NOW)).toBe(reason)
  })
})

describe('a preview is kept', () => {
  it.each([
    ['its pull request is open', builtAt(500, 'other'), { open, graceHours: 24 }],
    ['it was just built, and its pull request may follow', builtAt(23), { open, graceHours: 24 }],
    ['only age counts and it is young', builtAt(71), { graceHours: 24, olderThanDays: 3 }],
  ])('while %s', (_, preview, criteria) => {
    expect(removalReason(preview, criteria, NOW)).toBeUndefined()
  })
})

describe('a preview is recreated', () => {
  const local = new Map([['20261201000000_red', 'sum']])
  const applied = { name: '20261201000000_red', checksum: 'sum', failed: false, since: true }

  it.each([
    ['failed before', { ...applied, failed: true }, '20261201000000_red had failed'],
    ['has changed', { ...applied, checksum: 'other' }, '20261201000000_red has changed since'],
    [
      'is missing',
      { ...applied, name: '20261130000000_blue' },
      '20261130000000_blue is no longer in the branch',
    ],
  ])('where a migration of the branch %s', (_, migration, reason) => {
    expect(divergence([migration], local)).toBe(reason)
  })

  it('unless the branch continues from the applied migrations', () => {
    expect(divergence([], local)).toBeUndefined()
    expect(divergence([applied], local)).toBeUndefined()
    const ofNewerMain = { ...applied, name: '20261130000000_blue', since: false }
    expect(divergence([ofNewerMain, applied], local)).toBeUndefined()
  })
})
