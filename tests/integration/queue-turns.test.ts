import type { PoolClient } from 'pg'
import { beforeEach, describe, expect, it } from 'vitest'
import { claimRun } from '../../lib/sync/queue/claim.ts'
import { SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { connectedCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { quietQueue } from '../fixtures/queue.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
beforeEach(quietQueue)

type Agency = NewTenant & { customerId: string }

async function agency(): Promise<Agency> {
  const tenant = await newTenant()
  return { ...tenant, customerId: (await connectedCustomer(tenant)).id }
}

/** Queues runs; only those of kind PUBLISH may be many for a customer. */
async function queue(
  { organizationId, customerId }: Agency,
  { runs = 1, dueInSeconds = -60 } = {},
  by: { query: PoolClient['query'] } = owner,
): Promise<string[]> {
  const { rows } = await by.query<{ id: string }>(
    `insert into sync_run (organization_id, customer_id, kind, run_at)
     select $1, $2, 'PUBLISH', now() + make_interval(secs => $3) + n * interval '1 millisecond'
     from generate_series(1, $4::int) n returning id`,
    [organizationId, customerId, dueInSeconds, runs],
  )
  return rows.map(({ id }) => id)
}

/** Work in a transaction that is undone. */
async function undone<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await owner.connect()
  try {
    await client.query('begin')
    return await work(client)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** The run that is next at a time of the clock, not claimed. */
const nextAt = (interval: string) =>
  undone(async (client) => {
    const { rows } = await client.query<{ id: string }>(
      'select id from app.next_run(clock_timestamp() + $1::interval)',
      [interval],
    )
    return rows[0]?.id
  })

const setStatus = ({ customerId }: Agency, status: string) =>
  owner.query('update customer set paused = $2 where id = $1', [customerId, status === 'PAUSED'])

describe('the turn of an organization', () => {
  it('comes for a run that was committed after a claim had looked', async () => {
    const tenant = await agency()
    const writer = await owner.connect()
    try {
      await writer.query('begin')
      const [run] = await queue(tenant, {}, writer)
      expect(await claimRun()).toBeUndefined()
      await writer.query('commit')
      expect(await claimRun()).toMatchObject({ runId: run })
    } finally {
      writer.release()
    }
  })

  it('stays while its only due run is locked', async () => {
    const tenant = await agency()
    const [run] = await queue(tenant)
    await undone(async (client) => {
      await client.query('select from sync_run where id = $1 for update', [run])
      expect(await claimRun()).toBeUndefined()
    })
    expect(await claimRun()).toMatchObject({ runId: run })
  })

  it('is as it was after a claim that was undone', async () => {
    const [first, second] = [await agency(), await agency()]
    const runs = [...(await queue(first, { dueInSeconds: -90 })), ...(await queue(second))]
    await undone(async (client) => {
      const { rows } = await client.query(`select id from app.claim_run(app.uuid_v7(), '1 minute')`)
      expect(rows).toEqual([{ id: runs[0] }])
    })
    expect([(await claimRun())?.runId, (await claimRun())?.runId]).toEqual(runs)
  })

  it('comes by itself when its first run is due', async () => {
    const tenant = await agency()
    const [run] = await queue(tenant, { dueInSeconds: 3_600 })
    expect(await claimRun()).toBeUndefined()
    expect(await nextAt('59 minutes')).toBeUndefined()
    expect(await nextAt('61 minutes')).toBe(run)
  })

  it('waits for the end of a lease, and comes then', async () => {
    const tenant = await agency()
    const [run] = await queue(tenant)
    await claimRun()
    expect(await nextAt('119 seconds')).toBeUndefined()
    expect(await nextAt('121 seconds')).toBe(run)
  })

  it.each([
    ['a customer that is resumed', setStatus, 'PAUSED', 'READY'],
    [
      'a login that is healthy again',
      ({ organizationId }: Agency, status: string) =>
        owner.query('update google_connection set status = $2 where organization_id = $1', [
          organizationId,
          status,
        ]),
      'ERROR',
      'ACTIVE',
    ],
  ])('comes again with %s', async (_, set, lost, healthy) => {
    const tenant = await agency()
    const [run] = await queue(tenant)
    await set(tenant, lost)
    expect(await claimRun()).toBeUndefined()
    await set(tenant, healthy)
    expect(await claimRun()).toMatchObject({ runId: run })
  })

  it('comes again when the run that had its container has ended', async () => {
    const tenant = await agency()
    const [first, second] = await queue(tenant, { runs: 2 })
    expect(await claimRun()).toMatchObject({ runId: first })
    expect(await claimRun()).toBeUndefined()
    await owner.query(`update sync_run set status = 'SUCCEEDED' where id = $1`, [first])
    expect(await claimRun()).toMatchObject({ runId: second })
  })

  it('is passed on by a claim that names its run', async () => {
    const [named, other] = [await agency(), await agency()]
    const [first, second] = await queue(named, { runs: 2, dueInSeconds: -90 })
    const [others] = await queue(other)
    expect(await claimRun(first)).toMatchObject({ runId: first })
    await owner.query(`update sync_run set status = 'SUCCEEDED' where id = $1`, [first])
    expect([(await claimRun())?.runId, (await claimRun())?.runId]).toEqual([others, second])
  })

  it('is no more when it has no runs', async () => {
    const tenant = await agency()
    await queue(tenant, { dueInSeconds: 3_600 })
    const turns = async () =>
      (await owner.query('select from app.queue_turn where organization_id = $1', [tenant.organizationId]))
        .rowCount
    await claimRun()
    expect(await turns()).toBe(1)
    await owner.query('delete from sync_run where organization_id = $1', [tenant.organizationId])
    await claimRun()
    expect(await turns()).toBe(0)
  })

  it('is given to each of two who claim at once', async () => {
    const agencies = [await agency(), await agency()]
    for (const each of agencies) await queue(each)
    const claims = await Promise.all([claimRun(), claimRun()])
    expect(new Set(claims.map((claim) => claim?.organizationId))).toEqual(
      new Set(agencies.map(({ organizationId }) => organizationId)),
    )
  })
})

describe('a long queue', () => {
  it('costs a claim no more rows than a short one', async () => {
    /** Rows of the queue that the connection has read; the server counts over several transactions. */
    const rowsRead = async (client: PoolClient) => {
      const { rows } = await client.query<{ read: number }>(
        `select (seq_tup_read + idx_tup_fetch)::int as read from pg_stat_xact_user_tables where relname = 'sync_run'`,
      )
      return rows[0]?.read ?? Number.NaN
    }
    /** Rows of the queue that a claim reads, in a transaction that is undone. */
    const rowsOfClaim = () =>
      undone(async (client) => {
        const before = await rowsRead(client)
        const { rows } = await client.query<{ claimed: number }>(
          `with claimed as materialized (select id from app.claim_run(app.uuid_v7(), '1 minute'))
           select count(*)::int as claimed from claimed`,
        )
        expect(rows).toEqual([{ claimed: 1 }])
        return (await rowsRead(client)) - before
      })
    const agencies = [await agency(), await agency(), await agency()]
    // Runs at work, so that statistics know of such.
    for (const each of [await agency(), await agency(), await agency()]) {
      await queue(each)
      expect(await claimRun()).toMatchObject({ organizationId: each.organizationId })
    }
    for (const each of agencies) await queue(each)
    await undone((client) => client.query('select from app.next_run(clock_timestamp())'))
    // Plans are kept from the fifth time on: here, those that suit a short queue.
    await owner.query('vacuum analyze sync_run')
    const shorts = []
    for (let time = 0; time < 8; time += 1) shorts.push(await rowsOfClaim())
    for (const each of agencies) await queue(each, { runs: 300 })
    expect(Math.min(...shorts)).toBeGreaterThan(0)
    expect(await rowsOfClaim()).toBeLessThan(Math.max(...shorts) + 10)
  })

  it('has 100 places: the last stands for all behind it', async () => {
    const [long, other] = [await agency(), await agency()]
    const runs = await queue(long, { runs: 130 })
    await queue(other, { runs: 130 })
    const place = async (run?: string) =>
      (await api(long.admin).get(`/v1/sync-runs/${run}`)).as(SyncRunWithJobsView).position
    expect([
      await place(runs[48]),
      await place(runs[49]),
      await place(runs[60]),
      await place(runs[129]),
    ]).toEqual([97, 99, 100, 100])
  })
})
