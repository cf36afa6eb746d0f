import type pg from 'pg'
import { checkChains } from '../backup/audit-chains.ts'
import type { Check } from '../backup/check-restored.ts'
import { checkTenants } from '../backup/tenant-sample.ts'
import { withClient } from '../database/with-client.ts'
import { isolationGaps } from '../isolation/isolation-gaps.ts'
import type { DrillServer } from './drill-cluster.ts'
import type { Commit } from './tenant-load.ts'

/** What was written before the disaster, and the last moment that counts, in microseconds of Unix time. */
export type Witness = { commits: readonly Commit[]; targetAt: number; jobs: number }

async function checkCommits(owner: pg.Client, { commits, targetAt }: Witness): Promise<Check[]> {
  const { rows } = await owner.query<{ id: string }>(
    `select id from customer where website_url = 'https://drill.example'`,
  )
  const there = new Set(rows.map((row) => row.id))
  const before = commits.filter(({ at }) => at <= targetAt)
  const after = commits.filter(({ at }) => at > targetAt)
  const organizations = new Set(before.map((commit) => commit.organizationId)).size
  const lost = before.filter(({ id }) => !there.has(id))
  const early = before.length === 0 || after.length === 0
  const known = new Set(before.map((commit) => commit.id))
  const late = rows.filter(({ id }) => !known.has(id))
  return [
    {
      name: 'everything before',
      found: `${before.length} commits of ${organizations} organizations, each is there`,
      faults: [
        ...(early ? ['the drill wrote nothing before, or nothing after the moment: it proves nothing'] : []),
        ...lost.map(({ id, at }) => `${id}, committed ${targetAt - at} µs before the moment, is lost`),
      ],
    },
    {
      name: 'nothing after',
      found: `none of ${after.length} later commits`,
      faults: late.map(({ id }) => `${id} was committed after the moment`),
    },
  ]
}

async function checkDisaster(owner: pg.Client, { jobs }: Witness): Promise<Check> {
  const { rows } = await owner.query<{ fault: string | null }>(
    `select format('%s customers still have the website of the mistake', count(*)) as fault
     from customer where website_url = 'https://mistake.example' having count(*) > 0
     union all
     select format('sync_job has %s rows instead of ${jobs}', count(*)) from sync_job having count(*) <> ${jobs}`,
  )
  const faults = rows.flatMap(({ fault }) => fault ?? [])
  return { name: 'the mistakes', found: 'rows that were written over and a dropped table are back', faults }
}

/** Proves that the server is as it was at the moment, and as safe as it has to be. */
export async function proveRecovery(server: DrillServer, witness: Witness): Promise<Check[]> {
  return withClient(server.urls.owner, async (owner) => {
    const { entries, faults: broken } = await checkChains(owner)
    const { looked, faults: leaks } = await checkTenants(server.urls, 2)
    return [
      ...(await checkCommits(owner, witness)),
      await checkDisaster(owner, witness),
      { name: 'audit', found: `${entries} entries, every chain walked to its end`, faults: broken },
      { name: 'wall', found: 'as the migrations made it', faults: await isolationGaps(owner) },
      { name: 'tenants', found: `${looked} organizations entered, each sees its own rows`, faults: leaks },
    ]
  })
}
