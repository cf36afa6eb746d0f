import { randomUUID } from 'node:crypto'
import { startPostgres } from '../../embedded-postgres/start-postgres.ts'
import type { Manifest } from '../backup/manifest.ts'
import { type Check, hasNoIssues } from '../report/check.ts'
import { type Phase, timed } from '../report/timed.ts'
import type { Group } from '../roles/groups.ts'
import { randomClaimKeys } from '../roles/random-claim-keys.ts'
import type { LoginUrls } from '../roles/read-logins.ts'
import { checkRestored } from './check-restored.ts'
import { restoringPrograms, verifyFiles, withReadableFiles } from './open-backup.ts'
import { restoreDump, restoreRoles } from './restore-backup.ts'

/** Durable as a production server: the recovery time is one of the results. */
const DURABLE = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  maintenance_work_mem: '256MB',
}

export type DrillOptions = {
  folder: string
  /** The private key of age; only for an encrypted backup. */
  identity: string | undefined
  /** For how many organizations a tenant session is opened. */
  sample: number
  /** Older data is an issue: it shows that backups have stopped. */
  maxAgeMs?: number | undefined
}

export type DrillReport = {
  folder: string
  ok: boolean
  /** Undefined where not even the manifest could be read. */
  backup: { takenAt: string; ageMs: number; serverVersion: string; migrationHead: string } | undefined
  /** The steps of a recovery in order, without the checks. */
  phases: Phase[]
  recoveryMs: number
  checks: Check[]
  checksMs: number
}

/** The logins of the backup, one for each group, with passwords of this drill. */
function drillUrls(adminUrl: string, { database, roles }: Manifest): { admin: string; urls: LoginUrls } {
  const admin = Object.assign(new URL(adminUrl), { pathname: `/${encodeURIComponent(database)}` })
  const login = (group: Group) => {
    const name = roles.logins.find((recorded) => recorded.group === group)?.name ?? `${group}_drill`
    return Object.assign(new URL(admin), { username: encodeURIComponent(name), password: randomUUID() }).href
  }
  return {
    admin: admin.href,
    urls: { app: login('oct_app'), system: login('oct_system'), owner: login('oct_owner') },
  }
}

function checkAge({ takenAt }: Manifest, maxAgeMs = Number.POSITIVE_INFINITY): Check {
  const old = Date.now() - Date.parse(takenAt) > maxAgeMs
  return { name: 'age', found: takenAt, issues: old ? ['the newest backup is older than allowed'] : [] }
}

/**
 * Restores a backup on a temporary server and checks it there.
 * @returns what was found; a backup that cannot be restored is an issue, not an error
 */
export async function runDrill(options: DrillOptions): Promise<DrillReport> {
  const phases: Phase[] = []
  const checks: Check[] = []
  let manifest: Manifest | undefined
  let checksMs = 0
  try {
    const backup = await timed(phases, 'read and verify the files', () => verifyFiles(options.folder))
    manifest = backup.manifest
    checks.push({ name: 'files', found: `${manifest.files.length} files, SHA-256 of each`, issues: [] })
    checks.push(checkAge(manifest, options.maxAgeMs))
    const programs = await restoringPrograms(manifest, ['postgres', 'initdb', 'pg_restore'])
    const decrypted = performance.now()
    await withReadableFiles(backup, options.identity, async (readable) => {
      if (backup.manifest.recipients) phases.push({ name: 'decrypt', ms: performance.now() - decrypted })
      const server = await timed(phases, 'start a server', () =>
        startPostgres({ binaries: programs.folder, settings: DURABLE }),
      )
      try {
        const { admin, urls } = drillUrls(server.adminUrl, backup.manifest)
        await timed(phases, 'create roles and database', () =>
          restoreRoles(readable, { adminUrl: admin, urls }),
        )
        await timed(phases, 'restore structure and rows', () => restoreDump(programs, readable, urls.owner))
        const restored = performance.now()
        const { sample } = options
        checks.push(...(await checkRestored(urls, backup.manifest, readable, sample, randomClaimKeys())))
        checksMs = performance.now() - restored
      } finally {
        await server.stop()
      }
    })
  } catch (error) {
    checks.push({
      name: 'restore',
      found: 'failed',
      issues: [error instanceof Error ? error.message : String(error)],
    })
  }
  return {
    folder: options.folder,
    ok: hasNoIssues(checks),
    backup: manifest && {
      takenAt: manifest.takenAt,
      ageMs: Date.now() - Date.parse(manifest.takenAt),
      serverVersion: manifest.serverVersion,
      migrationHead: manifest.migrationHead,
    },
    phases,
    recoveryMs: phases.reduce((total, phase) => total + phase.ms, 0),
    checks,
    checksMs,
  }
}
