import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { AuditState } from '../../lib/audit/read-audit-state.ts'
import { UnsafeLoginError } from '../../lib/db/login-check.ts'
import type { LoginState } from '../../lib/db/login-drift.ts'
import { LOGIN_SETTINGS, type LoginGroup } from '../../lib/db/login-settings.ts'
import { CHECKS, type CheckName } from '../../lib/health/checks.ts'
import type { Facts } from '../../lib/health/facts/facts.ts'
import type { SystemFacts } from '../../lib/health/facts/read-system-facts.ts'
import { NEWEST_MIGRATION } from '../../lib/health/newest-migration.ts'
import { CRON_JOBS } from '../../lib/model/cron-job.ts'
import { ClaimsRejectedError } from '../../lib/tenant/claims-rejected-error.ts'

const loginState = (group: LoginGroup): LoginState => ({
  connection_limit: 40,
  row_security: 'on',
  read_only: false,
  stored: { ...LOGIN_SETTINGS[group] },
})
const DATABASE = {
  serverVersion: '18.1',
  timeZone: 'UTC',
  rowSecurityEnforced: true,
  loginIssues: '',
  loginState: loginState('oct_app'),
  clockAheadMs: -12,
}
const SYSTEM: SystemFacts = {
  visits: Object.fromEntries(CRON_JOBS.map((job) => [job, { seconds: 30, failures: 0 }])),
  quotaUsed: 120,
  overdueRuns: 0,
  lostLogins: 0,
  usedKeys: ['k1'],
  migration: NEWEST_MIGRATION,
  unfinishedMigrations: 0,
  loginIssues: '',
  loginState: loginState('oct_system'),
}
const NOW = new Date('2026-11-29T12:00:00Z')
const AUDIT: AuditState = {
  broken: [],
  unsigned: [],
  oldestFullCheck: new Date('2026-11-28T12:00:00Z'),
}
const HEALTHY: Facts = {
  database: { value: DATABASE },
  system: { value: SYSTEM },
  written: { value: undefined },
  tenantRead: { value: 'own' },
  keys: { value: { configured: ['k2', 'k1'], changed: [] } },
  environment: 'production',
  audit: { value: AUDIT },
  quotaPerDay: 10_000,
  googleWrites: true,
  now: NOW,
}
const NAMES = Object.keys(CHECKS)
const error = new Error('connection refused')

const notOk = (facts: Facts) =>
  Object.entries(CHECKS)
    .map(([check, judge]) => ({ check, ...judge(facts) }))
    .filter(({ status }) => status !== 'ok')

const database = (change: Partial<typeof DATABASE>): Facts => ({
  ...HEALTHY,
  database: { value: { ...DATABASE, ...change } },
})
const system = (change: Partial<SystemFacts>): Facts => ({
  ...HEALTHY,
  system: { value: { ...SYSTEM, ...change } },
})
const audit = (change: Partial<AuditState>): Facts => ({
  ...HEALTHY,
  audit: { value: { ...AUDIT, ...change } },
})
const visit = (job: string, seconds: number, failures = 0) =>
  system({ visits: { ...SYSTEM.visits, [job]: { seconds, failures } } })
const { purge: _, ...withoutPurge } = SYSTEM.visits

it('a service where all is well has nothing to fix', () => {
  expect(notOk(HEALTHY)).toEqual([])
})

describe('health names the one thing that is wrong, and its fix:', () => {
  it.each<[string, Facts, CheckName, 'warn' | 'fail', RegExp]>([
    [
      'a read-only database',
      database({ loginState: { ...loginState('oct_app'), read_only: true } }),
      'database-write',
      'fail',
      /standby/,
    ],
    ['a write that fails', { ...HEALTHY, written: { error } }, 'database-write', 'fail', /disk full/],
    [
      'a login of two groups',
      database({ loginIssues: 'is a member of oct_owner' }),
      'database-login',
      'fail',
      /db:roles/,
    ],
    [
      'a superuser for the system',
      system({ loginIssues: 'is a superuser' }),
      'system-login',
      'fail',
      /oct_system/,
    ],
    ['policies that are off', database({ rowSecurityEnforced: false }), 'row-security', 'fail', /stop/],
    [
      'a tenant that reads nothing',
      { ...HEALTHY, tenantRead: { value: 'nothing' } },
      'tenant-read',
      'fail',
      /migrations/,
    ],
    [
      'a tenant that reads others',
      { ...HEALTHY, tenantRead: { value: 'others' } },
      'tenant-read',
      'fail',
      /stop/,
    ],
    [
      'a tenant whose reads fail',
      { ...HEALTHY, tenantRead: { error } },
      'tenant-read',
      'fail',
      /settings of the login/,
    ],
    ['a key that is missing', system({ usedKeys: ['k1', 'k0'] }), 'encryption-keys', 'fail', /need k0/],
    [
      'another key of the same id',
      { ...HEALTHY, keys: { value: { configured: ['k1'], changed: ['k1'] } } },
      'encryption-keys',
      'fail',
      /k1 cannot decrypt/,
    ],
    ['quota that runs out', system({ quotaUsed: 8_000 }), 'quota', 'warn', /8000 of 10000/],
    ['quota that is used up', system({ quotaUsed: 10_000 }), 'quota', 'fail', /used up/],
    [
      'more quota than usual that runs out',
      { ...system({ quotaUsed: 45_000 }), quotaPerDay: 50_000 },
      'quota',
      'warn',
      /45000 of 50000/,
    ],
    ['a clock that is ahead', database({ clockAheadMs: 90_000 }), 'clock', 'warn', /90 s ahead/],
    ['a clock that is behind', database({ clockAheadMs: -400_000 }), 'clock', 'fail', /400 s behind/],
    [
      'a login without a limit',
      database({ loginState: { ...loginState('oct_app'), connection_limit: -1 } }),
      'database-login-settings',
      'warn',
      /no limit.*db:roles/,
    ],
    [
      'a login whose time-out was lifted',
      system({
        loginState: {
          ...loginState('oct_system'),
          stored: { ...LOGIN_SETTINGS.oct_system, statement_timeout: '0' },
        },
      }),
      'system-login-settings',
      'warn',
      /statement_timeout is 0, and should be 60s/,
    ],
    [
      'a chain that does not hold',
      audit({ broken: [{ organizationId: 'an-organization', sequence: 3, reason: 'changed' }] }),
      'audit-chains',
      'fail',
      /^1 audit chains do not hold/,
    ],
    [
      'a chain that has lost its checkpoints',
      audit({ unsigned: [{ organizationId: 'an-organization', since: '2026-11-01' }] }),
      'audit-chains',
      'fail',
      /1 should have been signed/,
    ],
    [
      'chains of a preview, which nothing signs',
      {
        ...audit({ unsigned: [{ organizationId: 'an-organization', since: '2026-11-01' }] }),
        environment: 'preview',
      },
      'audit-chains',
      'warn',
      /1 should have been signed/,
    ],
    [
      'a chain that nothing has checked for five days',
      audit({ oldestFullCheck: new Date('2026-11-24T12:00:00Z') }),
      'audit-chains',
      'warn',
      /cron.maintain/,
    ],
    ['a stop switch', { ...HEALTHY, googleWrites: false }, 'google-writes', 'warn', /^GOOGLE_WRITES is off/],
    ['runs that wait', system({ overdueRuns: 3 }), 'runs', 'warn', /^3 runs/],
    ['lost logins', system({ lostLogins: 2 }), 'google-logins', 'warn', /connect again/],
    [
      'migrations behind',
      system({ migration: '20261129000100_foundation' }),
      'migrations',
      'fail',
      /db:migrate/,
    ],
    ['no migrations', system({ migration: null }), 'migrations', 'fail', /no migration/],
    ['migrations ahead', system({ migration: '20991231000000_later' }), 'migrations', 'warn', /deploy/],
    ['a migration that failed', system({ unfinishedMigrations: 1 }), 'migrations', 'fail', /not finished/],
    ['no sync for 16 minutes', visit('run-sync', 961), 'cron-run-sync', 'fail', /for 16 minutes/],
    ['no refresh for an hour', visit('refresh-tokens', 3_600), 'cron-refresh-tokens', 'fail', /scheduled/],
    ['no maintenance for a day', visit('maintain', 86_400), 'cron-maintain', 'fail', /CRON_SECRET/],
    ['no purge for a day', visit('purge', 86_400), 'cron-purge', 'fail', /CRON_SECRET/],
    ['a job without a record', system({ visits: withoutPurge }), 'cron-purge', 'fail', /ever/],
    ['a refresh that failed', visit('refresh-tokens', 60, 4), 'cron-refresh-tokens', 'warn', /^4 failed/],
    [
      'no schedule in a preview',
      { ...visit('run-sync', 961), environment: 'preview' },
      'cron-run-sync',
      'warn',
      /scheduled/,
    ],
  ])('%s', (_, facts, check, status, fix) => {
    expect(notOk(facts)).toEqual([{ check, status, fix: expect.stringMatching(fix) }])
  })

  it('claims that the database does not accept, which no tenant can read with', () => {
    const rejected = { ...HEALTHY, tenantRead: { error: new ClaimsRejectedError('not_signed') } }
    expect(notOk(rejected)).toMatchObject([
      { check: 'claim-keys', status: 'fail', fix: expect.stringMatching(/db:roles/) },
      { check: 'tenant-read', status: 'fail' },
    ])
  })
})

it('a database that cannot be asked leaves no check ok that depends on it', () => {
  const facts: Facts = {
    ...HEALTHY,
    database: { error },
    system: { error },
    written: { error },
    tenantRead: { error },
    keys: { error },
    audit: { error },
  }
  const asked = NAMES.filter((check) => check !== 'google-writes')
  expect(notOk(facts).map(({ check }) => check)).toEqual(asked)
})

it('a rejected login is told as that, not as a database that is gone', () => {
  const rejected = { ...HEALTHY, system: { error: new UnsafeLoginError('SYSTEM_DATABASE_URL') } }
  const found = notOk(rejected)
  expect(found.find(({ check }) => check === 'system-login')?.fix).toContain('oct_system')
  expect(found.map(({ check }) => check)).not.toContain('system-database')
})

it('each cron job of the schedule has a check, and each check a job', () => {
  const { crons } = JSON.parse(readFileSync('vercel.json', 'utf8')) as { crons: { path: string }[] }
  expect(crons.map(({ path }) => path.replace('/api/cron/', '')).sort()).toEqual([...CRON_JOBS].sort())
  expect(NAMES.filter((name) => name.startsWith('cron-')).sort()).toEqual(
    CRON_JOBS.map((job) => `cron-${job}`).sort(),
  )
})

it('the newest migration that the code knows is the last folder (lib/health/newest-migration.ts)', () => {
  const folders = readdirSync('prisma/migrations').filter((name) => /^\d/.test(name))
  expect(NEWEST_MIGRATION).toBe(folders.sort().at(-1))
})
