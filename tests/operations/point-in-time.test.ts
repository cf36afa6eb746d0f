import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { startPostgres } from '../../lib/embedded-postgres/start-postgres.ts'
import { findPrograms } from '../../lib/ops/database/postgres-programs.ts'
import { withClient } from '../../lib/ops/database/with-client.ts'
import { archiverProblems } from '../../lib/ops/pitr/archiver-problems.ts'
import { checkRecovery } from '../../lib/ops/pitr/check-recovery.ts'
import { runPitrDrill } from '../../lib/ops/pitr/run-pitr-drill.ts'
import { namedKeys } from '../../lib/settings/named-keys.ts'
import { newFolder, stockedDatabase } from '../fixtures/backup.ts'
import { CLAIM_KEYS } from '../fixtures/claim-keys.ts'
import { ownerPool, workerDatabase } from '../fixtures/database.ts'

const SCRIPT = fileURLToPath(new URL('../../lib/ops/pitr/archive-wal.sh', import.meta.url))

describe('point-in-time recovery', () => {
  it('recovers every commit of two organizations before the target, and none after', async () => {
    const report = await runPitrDrill()
    expect(report.checks.flatMap((check) => check.issues)).toEqual([])
    expect(report.ok).toBe(true)
    const outage = report.checks.find((check) => check.name === 'archive outage')
    expect(outage?.found).toMatch(/db:archive-check reported "archiving fails: [0-9A-F]{24} at /)
  })

  it('fails the checks where a commit is missing, a later one exists, or nothing was written', async () => {
    const database = await stockedDatabase()
    const owner = ownerPool(database)
    const { rows } = await owner.query<{ id: string }>(
      `update customer set website_url = 'https://drill.example' returning id`,
    )
    const [recovered, late] = rows.map((row) => row.id)
    if (!recovered || !late) throw new Error('the fixture has fewer than two customers')
    const server = {
      adminUrl: database.admin,
      port: 0,
      stop: async () => undefined,
      database: database.admin,
      urls: database,
    }
    const commit = (id: string, at: number) => ({ id, organizationId: 'any', at })
    const issuesOf = async (commits: ReturnType<typeof commit>[]) => {
      const checks = await checkRecovery(
        server,
        { commits, targetAt: 100, jobs: 3 },
        namedKeys.parse(CLAIM_KEYS),
      )
      return checks.flatMap((check) => check.issues)
    }
    expect(await issuesOf([commit(recovered, 90), commit('gone', 95), commit(late, 110)])).toEqual([
      'gone, committed 5 µs before the moment, is lost',
      `${late} was committed after the moment`,
      'sync_job has 2 rows instead of 3',
    ])
    expect((await issuesOf([commit(recovered, 90), commit(late, 90)]))[0]).toContain('it shows nothing')
  })

  it('is reported as impossible without archiving', async () => {
    const problems = await withClient(workerDatabase().app, archiverProblems)
    expect(problems).toEqual(['archive_mode is off: nothing is archived'])
  })

  it('is reported as impossible where archive_command is not set', async () => {
    const { folder } = await findPrograms(['postgres', 'initdb'], 15)
    const settings = { archive_mode: 'on', archive_timeout: '60s' }
    const server = await startPostgres({ binaries: folder, settings })
    const problems = await withClient(server.adminUrl, (client) => archiverProblems(client, '0 s')).finally(
      server.stop,
    )
    expect(problems).toEqual([expect.stringContaining('nothing was ever archived')])
  })
})

describe('archive-wal.sh', () => {
  async function archiveSetup(): Promise<{
    source: string
    target: string
    archive: string
    run(): Promise<unknown>
  }> {
    const folder = await newFolder()
    const archive = join(folder, 'archive')
    await mkdir(archive, { recursive: true })
    const source = join(folder, 'segment')
    const target = join(archive, '000000010000000000000001')
    await writeFile(source, 'log')
    return { source, target, archive, run: () => promisify(execFile)(SCRIPT, [source, target]) }
  }

  it('archives a segment, and accepts the same one again', async () => {
    const { target, archive, run } = await archiveSetup()
    await run()
    await run()
    expect(await readFile(target, 'utf8')).toBe('log')
    expect(await readdir(archive)).toEqual(['000000010000000000000001'])
  })

  it('never overwrites another segment of the same name', async () => {
    const { source, target, run } = await archiveSetup()
    await run()
    await writeFile(source, 'another log')
    await expect(run()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is there already'),
    })
    expect(await readFile(target, 'utf8')).toBe('log')
  })

  it('fails and leaves no partial file where source or archive is missing', async () => {
    const { source, archive, target } = await archiveSetup()
    const run = promisify(execFile)
    await expect(run(SCRIPT, [`${source}-missing`, target])).rejects.toMatchObject({ code: 1 })
    await expect(run(SCRIPT, [source, join(archive, 'missing', 'segment')])).rejects.toMatchObject({
      code: 1,
    })
    expect(await readdir(archive)).toEqual([])
  })
})
