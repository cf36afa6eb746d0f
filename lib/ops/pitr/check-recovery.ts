import type pg from 'pg'
import type { NamedKeys } from '../../settings/named-keys.ts'
import { withClient } from '../database/with-client.ts'
import { isolationGaps } from '../isolation/isolation-gaps.ts'
import type { Check } from '../report/check.ts'
import { checkAuditChains } from '../restore/check-audit-chains.ts'
import { checkTenants } from '../restore/check-tenants.ts'
import type { DrillServer } from './drill-cluster.ts'
import type { Commit } from './tenant-load.ts'

/** What was written before the data loss, and the moment to recover, in microseconds of Unix time. */
export type RecordedWrites = { commits: readonly Commit[]; targetAt: number; jobs: number }

async function checkCommits(owner: pg.Client, { commits, targetAt }: RecordedWrites): Promise<Check[]> {
  const { rows } = await owner.query<{ id: string }>(
    `select id from customer where website_url = 'https://drill.example'`,
  )
  const recovered = new Set(rows.map((row) => row.id))
  const before = commits.filter(({ at }) => at <= targetAt)
  const after = commits.filter(({ at }) => at > targetAt)
  const organizations = new Set(before.map((commit) => commit.organizationId)).size
  const lost = before.filter(({ id }) => !recovered.has(id))
  const early = before.length === 0 || after.length === 0
  const known = new Set(before.map((commit) => commit.id))
  const late = rows.filter(({ id }) => !known.has(id))
  return [
    {
      name: 'everything before',
      found: `${before.length} commits of ${organizations} organizations, each was recovered`,
      issues: [
        ...(early ? ['the drill wrote nothing before or nothing after the moment, so it shows nothing'] : []),
        ...lost.map(({ id, at }) => `${id}, committed ${targetAt - at} µs before the moment, is lost`),
      ],
    },
    {
      name: 'nothing after',
      found: `none of ${after.length} later commits`,
      issues: late.map(({ id }) => `${id} was committed after the moment`),
    },
  ]
}

async function checkMistakes(owner: pg.Client, { jobs }: RecordedWrites): Promise<Check> {
  const { rows } = await owner.query<{ issue: string | null }>(
    `select format('%s customers still have the website of the mistake', count(*)) as issue
     from customer where website_url = 'https://mistake.example' having count(*) > 0
     union all
     select format('sync_job has %s rows instead of ${jobs}', count(*)) from sync_job having count(*) <> ${jobs}`,
  )
  const issues = rows.flatMap(({ issue }) => issue ?? [])
  return { name: 'the mistakes', found: 'overwritten rows and a dropped table were recovered', issues }
}

/** Checks that the server is as it was at the moment, and that tenants are isolated. */
export async function checkRecovery(
  server: DrillServer,
  recorded: RecordedWrites,
  keys: NamedKeys,
): Promise<Check[]> {
  return withClient(server.urls.owner, async (owner) => {
    const { entries, issues: broken } = await checkAuditChains(owner)
    const { checked, issues: leaks } = await checkTenants(server.urls, 2, keys)
    return [
      ...(await checkCommits(owner, recorded)),
      await checkMistakes(owner, recorded),
      { name: 'audit', found: `${entries} entries, every chain verified to its end`, issues: broken },
      { name: 'isolation', found: 'as the migrations created it', issues: await isolationGaps(owner) },
      { name: 'tenants', found: `${checked} organizations, each sees its own rows only`, issues: leaks },
    ]
  })
}
