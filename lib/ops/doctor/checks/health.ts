import { CHECKS, type CheckName } from '../../../health/checks.ts'
import type { Facts } from '../../../health/facts/facts.ts'
import type { DoctorCheck } from '../doctor-check.ts'
import { foundOf } from '../found-of.ts'

type Asked = { what: string; needs: readonly string[]; settings?: readonly string[] }

const DATABASES = ['DATABASE_URL', 'SYSTEM_DATABASE_URL']

/** What the doctor asks as health does; the rest it asks with more words of its own, before the tables are there. */
const ASKED = {
  'database-login-settings': { what: 'settings of the login of DATABASE_URL', needs: ['database-login'] },
  'system-login-settings': { what: 'settings of the login of SYSTEM_DATABASE_URL', needs: ['system-login'] },
  'database-write': { what: 'a write', needs: ['migrations'] },
  clock: { what: 'the clocks of this machine and of the database', needs: ['database-login'] },
  'claim-keys': {
    what: 'the database verifies what CLAIM_KEYS sign',
    needs: ['migrations', 'clock'],
    settings: ['CLAIM_KEYS'],
  },
  'row-security': { what: 'row-level security on every table', needs: ['migrations'] },
  'tenant-read': { what: 'one real read as a tenant', needs: ['migrations', 'claim-keys'] },
  'encryption-keys': {
    what: 'the keys that stored tokens need',
    needs: ['migrations'],
    settings: ['TOKEN_ENCRYPTION_KEYS'],
  },
  'audit-chains': { what: 'chains of the audit log', needs: ['migrations'] },
  quota: { what: 'Tag Manager requests of today', needs: ['migrations'] },
  runs: { what: 'runs that wait', needs: ['migrations'] },
  'google-logins': { what: 'Google logins of customers', needs: ['migrations'] },
} as const satisfies Partial<Record<CheckName, Asked>>

/** The checks of health, judged once here too. */
export function healthChecks(facts: () => Promise<Facts>): DoctorCheck[] {
  const asked: [CheckName, Asked][] = Object.entries(ASKED).map(([name, each]) => [checkName(name), each])
  return asked.map(([name, { what, needs, settings = [] }]) => ({
    name,
    settings: [...DATABASES, ...settings],
    needs,
    find: async () => [foundOf(what, CHECKS[name](await facts()))],
  }))
}

/** The keys of ASKED are names of checks; Object.entries is typed as string. */
function checkName(name: string): CheckName {
  return name as CheckName
}
