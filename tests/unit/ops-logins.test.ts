import { expect, it } from 'vitest'
import { planLogin } from '../../lib/ops/roles/plan-login.ts'
import { readLogins } from '../../lib/ops/roles/read-logins.ts'

const urls = {
  app: 'postgresql://the%20app:p%40ss@db.test/shop',
  system: 'postgresql://background@db.test/shop',
  owner: 'postgres://migrations:secret@db.test/shop',
}

it('logins are read from the connection URLs, decoded', () => {
  expect(readLogins(urls)).toEqual([
    { group: 'oct_app', name: 'the app', password: 'p@ss' },
    { group: 'oct_system', name: 'background', password: undefined },
    { group: 'oct_owner', name: 'migrations', password: 'secret' },
  ])
})

it.for([
  ['two groups share a login', { system: 'postgresql://the%20app@db.test/shop' }, 'a login of its own'],
  ['a URL names a group', { app: 'postgresql://oct_app:p@db.test/shop' }, 'oct_app is a group'],
  ['a URL names no login', { app: 'postgresql://db.test/shop' }, 'names no login'],
  [
    'a URL leads to Accelerate',
    { app: 'prisma://accelerate.test/?api_key=k' },
    'must come from a postgresql://',
  ],
] as const)('reading logins fails when %s', ([, change, message]) => {
  expect(() => readLogins({ ...urls, ...change })).toThrow(message)
})

it('names and passwords travel as values, never as part of a statement', () => {
  const name = 'x"; DROP ROLE postgres; --'
  const password = "'; --"
  for (const { template } of planLogin({ group: 'oct_app', name, password }, 60)) {
    expect(template).not.toContain('DROP')
    expect(template).not.toContain("'; --")
  }
})

it('only the migration login acts as its group', () => {
  const acting = (group: 'oct_app' | 'oct_system' | 'oct_owner') =>
    planLogin({ group, name: 'x', password: undefined }, 60).filter(({ values }) => values.includes('role'))
  expect(acting('oct_app')).toEqual([])
  expect(acting('oct_system')).toEqual([])
  expect(acting('oct_owner')).toHaveLength(1)
})
