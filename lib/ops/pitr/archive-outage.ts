import { rename } from 'node:fs/promises'
import type pg from 'pg'
import type { Check } from '../report/check.ts'
import { archiverProblems } from './archiver-problems.ts'
import type { DrillSetup } from './drill-cluster.ts'
import { waitUntil } from './wait-until.ts'

/** Closes the current segment and returns when it is archived: everything committed before is then safe. */
export async function archiveAll(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ name: string }>('select pg_walfile_name(pg_switch_wal()) as name')
  const name = rows[0]?.name ?? ''
  await waitUntil(`${name} is archived`, async () => {
    const archived = await admin.query('select from pg_stat_archiver where last_archived_wal >= $1', [name])
    return archived.rowCount === 1
  })
}

/** Makes the archive unavailable for a while: the check has to report it, and nothing may be missing afterwards. */
export async function simulateOutage(admin: pg.Client, { archive }: DrillSetup): Promise<Check> {
  const early = await archiverProblems(admin)
  await rename(archive, `${archive}.away`)
  let reported: string[] = []
  await admin.query('select pg_switch_wal()')
  await waitUntil('a failure of the archive is counted', async () => {
    reported = await archiverProblems(admin)
    return reported.length > 0
  })
  await rename(`${archive}.away`, archive)
  await archiveAll(admin)
  const { rows } = await admin.query<{ count: string }>('select failed_count as count from pg_stat_archiver')
  return {
    name: 'archive outage',
    found: `${rows[0]?.count} failures; db:archive-check reported "${reported.join('; ')}"; caught up afterwards`,
    issues: [...early, ...(await archiverProblems(admin))],
  }
}
