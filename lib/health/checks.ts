import { judgeAuditChains } from './checks/audit-chains.ts'
import { judgeClaimKeys } from './checks/claim-keys.ts'
import { judgeClock } from './checks/clock.ts'
import { judgeCron } from './checks/cron.ts'
import { judgeDatabase, judgeSystemDatabase } from './checks/database.ts'
import { judgeDatabaseWrite } from './checks/database-write.ts'
import { judgeEncryptionKeys } from './checks/encryption-keys.ts'
import { judgeGoogleLogins } from './checks/google-logins.ts'
import { judgeGoogleWrites } from './checks/google-writes.ts'
import { judgeLogin, judgeSystemLogin } from './checks/login.ts'
import { judgeLoginSettings, judgeSystemLoginSettings } from './checks/login-settings.ts'
import { judgeMigrations } from './checks/migrations.ts'
import { judgeQuota } from './checks/quota.ts'
import { judgeRowSecurity } from './checks/row-security.ts'
import { judgeRuns } from './checks/runs.ts'
import { judgeTenantRead } from './checks/tenant-read.ts'
import type { Facts } from './facts/facts.ts'
import type { Verdict } from './verdict.ts'

/** Every check of health by its name, in the order of the list. Each judges facts and asks nothing itself. */
export const CHECKS = {
  database: judgeDatabase,
  'database-login': judgeLogin,
  'database-login-settings': judgeLoginSettings,
  'database-write': judgeDatabaseWrite,
  clock: judgeClock,
  'claim-keys': judgeClaimKeys,
  'row-security': judgeRowSecurity,
  'tenant-read': judgeTenantRead,
  'system-database': judgeSystemDatabase,
  'system-login': judgeSystemLogin,
  'system-login-settings': judgeSystemLoginSettings,
  migrations: judgeMigrations,
  'encryption-keys': judgeEncryptionKeys,
  'cron-run-sync': (facts) => judgeCron('run-sync', facts),
  'cron-refresh-tokens': (facts) => judgeCron('refresh-tokens', facts),
  'cron-verify-deployments': (facts) => judgeCron('verify-deployments', facts),
  'cron-collect-evidence': (facts) => judgeCron('collect-evidence', facts),
  'cron-maintain': (facts) => judgeCron('maintain', facts),
  'cron-purge': (facts) => judgeCron('purge', facts),
  'audit-chains': judgeAuditChains,
  quota: judgeQuota,
  'google-writes': judgeGoogleWrites,
  runs: judgeRuns,
  'google-logins': judgeGoogleLogins,
} as const satisfies Record<string, (facts: Facts) => Verdict>

export type CheckName = keyof typeof CHECKS
