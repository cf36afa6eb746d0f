import { expect, it } from 'vitest'
import { isQuietVisit } from '../../lib/dev/is-quiet-visit.ts'

const line = {
  time: '2026-11-29T12:00:00.000Z',
  level: 'info',
  event: 'request',
  operation: 'cron.runSync',
  status: 200,
} as const

it.each([
  ['a visit of the schedule at which all was well', line, true],
  ['one at which something failed', { ...line, status: 500 }, false],
  ['a request of somebody', { ...line, operation: 'customers.list' }, false],
  ['a step of a run that the schedule has started', { ...line, event: 'sync.step' }, false],
  ['an audit chain that holds', { ...line, event: 'audit.checked' }, true],
  ['an audit chain that is broken', { ...line, level: 'error', event: 'audit.broken' }, false],
] as const)('npm run dev is quiet about nothing but routine: %s', (_, entry, quiet) => {
  expect(isQuietVisit(entry)).toBe(quiet)
})
