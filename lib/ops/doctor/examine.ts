import { randomUUID } from 'node:crypto'
import { closeSystemPool } from '../../db/system-pool.ts'
import type { Facts } from '../../health/facts/facts.ts'
import { readFacts } from '../../health/facts/read-facts.ts'
import { readKeyFacts } from '../../health/facts/read-key-facts.ts'
import { env } from '../../settings/env.ts'
import { closeTenantConnection } from '../../tenant/tenant-db.ts'
import { withClient } from '../database/with-client.ts'
import { checkCron } from './checks/cron.ts'
import { checkEncrypted } from './checks/database-encrypted.ts'
import { checkLogin } from './checks/database-login.ts'
import { checkReached } from './checks/database-reached.ts'
import { checkFirebase } from './checks/firebase.ts'
import { checkGoogleClient } from './checks/google-client.ts'
import { checkGoogleAds, checkTagManager } from './checks/google-hosts.ts'
import { healthChecks } from './checks/health.ts'
import { checkMigrations } from './checks/migrations.ts'
import { checkOwnerLogin } from './checks/owner-login.ts'
import { checkSettings } from './checks/settings.ts'
import { checkTenantIsolation } from './checks/tenant-isolation.ts'
import type { DoctorCheck, DoctorLine, Found } from './doctor-check.ts'
import { inTime } from './in-time.ts'
import { type SettingIssue, settingIssues } from './setting-issues.ts'
import { withoutInvalid } from './without-invalid.ts'

/** Without these a check has nothing to ask; the other settings have defaults. */
const OPERATORS = ['DIRECT_DATABASE_URL']

/**
 * Examines the set-up that the settings of this process describe, one check after the other, and changes nothing but when
 * health was asked last. A check that fails or throws ends nothing but what depends on it.
 */
export async function* examine(): AsyncGenerator<DoctorLine> {
  const issues = settingIssues(process.env)
  for (const [name, value] of Object.entries(withoutInvalid(issues.map(({ name }) => name)))) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  const ended = new Map<string, 'held' | 'failed' | 'skipped'>()
  try {
    for (const check of allChecks(issues)) {
      const because = reasonToSkip(check, issues, ended)
      const lines = because === undefined ? await linesOf(check) : [skipped(check, because)]
      const failed = lines.some(({ status }) => status === 'fail')
      ended.set(check.name, because !== undefined ? 'skipped' : failed ? 'failed' : 'held')
      yield* lines
    }
  } finally {
    await inTime(Promise.all([closeTenantConnection(), closeSystemPool()])).catch(() => undefined)
  }
}

/** In an order in which what is needed comes first. */
function allChecks(issues: readonly SettingIssue[]): DoctorCheck[] {
  const facts = once(readServiceFacts)
  return [
    checkSettings(issues),
    checkReached('database', 'DATABASE_URL'),
    checkEncrypted('database-tls', 'DATABASE_URL', 'database'),
    checkLogin('database-login', 'DATABASE_URL', 'database'),
    checkReached('system-database', 'SYSTEM_DATABASE_URL'),
    checkEncrypted('system-tls', 'SYSTEM_DATABASE_URL', 'system-database'),
    checkLogin('system-login', 'SYSTEM_DATABASE_URL', 'system-database'),
    checkReached('owner-database', 'DIRECT_DATABASE_URL'),
    checkEncrypted('owner-tls', 'DIRECT_DATABASE_URL', 'owner-database'),
    checkOwnerLogin,
    checkMigrations(facts),
    ...healthChecks(facts),
    checkTenantIsolation,
    checkCron(facts),
    checkGoogleClient,
    checkTagManager,
    checkGoogleAds,
    checkFirebase,
  ]
}

/** A key that is new is tried and not remembered: that is for the functions, which may have another one. */
function readServiceFacts(): Promise<Facts> {
  const keys = () =>
    readKeyFacts((text, values) =>
      withClient(env().SYSTEM_DATABASE_URL, async (client) => {
        await client.query('begin')
        // The end of the connection rolls back.
        return (await client.query<{ encrypted: string }>(text, values)).rows
      }),
    )
  return readFacts(randomUUID(), env(), () => new Date(), keys)
}

function reasonToSkip(
  { settings, needs }: DoctorCheck,
  issues: readonly SettingIssue[],
  ended: ReadonlyMap<string, string>,
): string | undefined {
  const invalid = settings.find((setting) => issues.some(({ name }) => name === setting))
  if (invalid !== undefined) return `${invalid} is not as it should be`
  const missing = settings.find((setting) => OPERATORS.includes(setting) && !process.env[setting])
  if (missing !== undefined) return `${missing} is not set`
  const need = needs.find((name) => ended.get(name) !== 'held')
  return need === undefined ? undefined : `${need} ${ended.get(need) === 'failed' ? 'failed' : 'was skipped'}`
}

function skipped({ name: check }: DoctorCheck, because: string): DoctorLine {
  return { status: 'skipped', check, what: `because ${because}`, fix: null }
}

async function linesOf({ name: check, find }: DoctorCheck): Promise<DoctorLine[]> {
  const found = await inTime(find()).catch((error: unknown): Found[] => [
    {
      status: 'fail',
      what: `cannot be asked: ${error instanceof Error ? error.message : String(error)}`,
      fix: 'try again; where it stays, the lines above and the log say more',
    },
  ])
  return found.map((each) => ({
    status: each.status,
    check,
    what: each.what,
    fix: 'fix' in each ? each.fix : null,
  }))
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  return () => {
    asked ??= ask()
    return asked
  }
}
