import { randomUUID } from 'node:crypto'
import { startPostgres } from '../../embedded-postgres/start-postgres.ts'
import type { GROUPS, LoginUrls } from '../roles/roles-plan.ts'
import { type Check, checkRestored } from './check-restored.ts'
import type { Manifest } from './manifest.ts'
import { restoringPrograms, verifyFiles, withReadableFiles } from './open-backup.ts'
import { type Phase, timed } from './phases.ts'
import { restoreDump, restoreRoles } from './restore-backup.ts'

/** As a production server would write: the time that a recovery takes is one of the results. */
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
  /** How many organizations are entered and looked at. */
  sample: number
  /** Data older than this is a fault: nobody would notice otherwise that backups have stopped. */
  maxAgeMs?: number | undefined
}

export type DrillReport = {
  folder: string
  ok: boolean
  /** Undefined where not even the manifest could be read. */
  backup: { takenAt: string; ageMs: number; serverVersion: string; migrationHead: string } | undefined
  /** What a recovery has to wait for, in order; how long the proof took is not among it. */
  phases: Phase[]
  recoveryMs: number
  checks: Check[]
  proofMs: number
}

/** The logins of the backup, one for each group, with passwords of this drill. */
function drillUrls(adminUrl: string, { database, roles }: Manifest): { admin: string; urls: LoginUrls } {
  const admin = Object.assign(new URL(adminUrl), { pathname: `/${encodeURIComponent(database)}` })
  const login = (group: (typeof GROUPS)[number]) => {
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
  return { name: 'age', found: takenAt, faults: old ? ['the newest backup is older than it may be'] : [] }
}

/**
 * Restores a backup on a server of its own, which is gone afterwards, and proves it there.
 * @returns what was found; a backup that cannot be restored is a fault, not an error
 */
export async function runDrill(options: DrillOptions): Promise<DrillReport> {
  const phases: Phase[] = []
  const checks: Check[] = []
  let manifest: Manifest | undefined
  let proofMs = 0
  try {
    const backup = await timed(phases, 'read and verify the files', () => verifyFiles(options.folder))
    manifest = backup.manifest
    checks.push({ name: 'files', found: `${manifest.files.length} files, SHA-256 of each`, faults: [] })
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
        await timed(phases, 'make roles and database', () =>
          restoreRoles(readable, { adminUrl: admin, urls }),
        )
        await timed(phases, 'restore structure and rows', () => restoreDump(programs, readable, urls.owner))
        const restored = performance.now()
        checks.push(...(await checkRestored(urls, backup.manifest, readable, options.sample)))
        proofMs = performance.now() - restored
      } finally {
        await server.stop()
      }
    })
  } catch (error) {
    checks.push({
      name: 'restore',
      found: 'failed',
      faults: [error instanceof Error ? error.message : String(error)],
    })
  }
  return {
    folder: options.folder,
    ok: checks.every((check) => check.faults.length === 0),
    backup: manifest && {
      takenAt: manifest.takenAt,
      ageMs: Date.now() - Date.parse(manifest.takenAt),
      serverVersion: manifest.serverVersion,
      migrationHead: manifest.migrationHead,
    },
    phases,
    recoveryMs: phases.reduce((total, phase) => total + phase.ms, 0),
    checks,
    proofMs,
  }
}
