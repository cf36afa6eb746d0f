import { rename } from 'node:fs/promises'
import type pg from 'pg'
import type { Check } from '../backup/check-restored.ts'
import { archiverFaults } from './archiver-faults.ts'
import type { DrillGround } from './drill-cluster.ts'
import { until } from './until.ts'

/** Closes the segment in use and returns when the archive has it: everything committed before is then safe. */
export async function archiveAll(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ name: string }>('select pg_walfile_name(pg_switch_wal()) as name')
  const name = rows[0]?.name ?? ''
  await until(`the archive has ${name}`, async () => {
    const archived = await admin.query('select from pg_stat_archiver where last_archived_wal >= $1', [name])
    return archived.rowCount === 1
  })
}

/** Takes the archive away for a while: the check has to tell, and nothing may be missing afterwards. */
export async function tryOutage(admin: pg.Client, { archive }: DrillGround): Promise<Check> {
  const early = await archiverFaults(admin)
  await rename(archive, `${archive}.away`)
  let noticed: string[] = []
  await admin.query('select pg_switch_wal()')
  await until('a failure of the archive is counted', async () => {
    noticed = await archiverFaults(admin)
    return noticed.length > 0
  })
  await rename(`${archive}.away`, archive)
  await archiveAll(admin)
  const { rows } = await admin.query<{ count: string }>('select failed_count as count from pg_stat_archiver')
  return {
    name: 'archive outage',
    found: `${rows[0]?.count} failures; db:archive-check said "${noticed.join('; ')}"; caught up afterwards`,
    faults: [...early, ...(await archiverFaults(admin))],
  }
}
