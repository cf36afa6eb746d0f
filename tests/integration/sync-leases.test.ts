import { describe, expect, it } from 'vitest'
import { claimRun, LeaseLostError, postponeClaim, renewClaim, tenantOf } from '../../lib/sync/queue/claim.ts'
import { TenantAccessDeniedError } from '../../lib/tenant/tenant-access-denied-error.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { api } from '../fixtures/api.ts'
import { connectedCustomer, newContainerId } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota, makeDue } from '../fixtures/queue.ts'
import { readyCustomer } from '../fixtures/ready-customer.ts'
import { runSync } from '../fixtures/run-sync.ts'
import { newTenant } from '../fixtures/tenant.ts'

const { sandbox } = googleTests()
const owner = ownerPool()

/** A customer with one waiting run that is due now. */
async function dueRun(
  options: { containerId?: string } = {},
): Promise<{ runId: string; organizationId: string }> {
  const tenant = await newTenant()
  const customer = await connectedCustomer(tenant, options.containerId ?? newContainerId())
  const body = { customerId: customer.id, name: 'Lead', type: 'CUSTOM_EVENT', eventName: 'lead' }
  await api(tenant.admin).post('/v1/trackings', body)
  const { rows } = await owner.query<{ id: string }>(
    `update sync_run set run_at = now() - interval '1 second' where customer_id = $1 returning id`,
    [customer.id],
  )
  return { runId: rows[0]?.id ?? '', organizationId: tenant.organizationId }
}

const lapse = (runId: string) =>
  owner.query(`update sync_run set lease_until = now() - interval '1 second' where id = $1`, [runId])

describe('claiming a run', () => {
  it('gives one run to one of many who ask at once', async () => {
    const { runId } = await dueRun()
    const claims = await Promise.all(Array.from({ length: 16 }, () => claimRun()))
    expect(claims.filter((claim) => claim !== undefined).map((claim) => claim.runId)).toEqual([runId])
  })

  it('gives nothing that is not due yet, or whose customer is paused', async () => {
    const { runId } = await dueRun()
    await owner.query(`update sync_run set run_at = now() + interval '1 hour' where id = $1`, [runId])
    expect(await claimRun()).toBeUndefined()
    expect(await claimRun(runId)).toBeUndefined()
    await owner.query(
      `update customer set paused = true where id = (select customer_id from sync_run where id = $1)`,
      [runId],
    )
    await makeDue(runId)
    expect(await claimRun()).toBeUndefined()
  })

  it('lets one run at a time work on a container, over all organizations', async () => {
    const containerId = newContainerId()
    const first = await dueRun({ containerId })
    const second = await dueRun({ containerId })
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimRun()))
    const taken = claims.filter((claim) => claim !== undefined)
    expect(taken).toHaveLength(1)
    const [held] = taken
    await owner.query(`update sync_run set status = 'SUCCEEDED' where id = $1`, [held?.runId])
    const next = await claimRun()
    expect(new Set([held?.runId, next?.runId])).toEqual(new Set([first.runId, second.runId]))
  })

  it('is fair: the organization claimed for longest ago comes first, however much another has waiting', async () => {
    const busy = await newTenant()
    const customers = []
    for (let index = 0; index < 3; index += 1) customers.push(await connectedCustomer(busy))
    for (const { id } of customers) {
      await owner.query(
        `insert into sync_run (organization_id, customer_id, run_at) values ($1, $2, now() - interval '1 hour')`,
        [busy.organizationId, id],
      )
    }
    const quiet = await dueRun()
    const order = []
    for (let index = 0; index < 4; index += 1) order.push((await claimRun())?.organizationId)
    expect(order.slice(0, 2)).toEqual([busy.organizationId, quiet.organizationId])
    expect(order.slice(2)).toEqual([busy.organizationId, busy.organizationId])
  })
})

describe('a lease', () => {
  it('that ran out is taken over, and the old holder is fenced off', async () => {
    const { runId } = await dueRun()
    const slow = await claimRun(runId)
    if (!slow) throw new Error('not claimed')
    await lapse(runId)
    const next = await claimRun(runId)
    expect(next?.fence).toBe(slow.fence + 1)

    await expect(renewClaim(slow)).rejects.toBeInstanceOf(LeaseLostError)
    const late = withTenant(tenantOf(slow), {}, (db) =>
      db.syncRun.update({ where: { id: runId }, data: { status: 'FAILED' } }),
    )
    await expect(late).rejects.toEqual(new TenantAccessDeniedError('lease_lost'))
    await postponeClaim(slow, 60_000, true)
    const { rows } = await owner.query('select status, lease_owner, fence from sync_run where id = $1', [
      runId,
    ])
    expect(rows).toEqual([{ status: 'RUNNING', lease_owner: next?.leaseOwner, fence: next?.fence }])
  })

  it('opens no session once it has run out, even if no other process took the run', async () => {
    const { runId } = await dueRun()
    const claim = await claimRun(runId)
    if (!claim) throw new Error('not claimed')
    await lapse(runId)
    await expect(withTenant(tenantOf(claim), { readOnly: true }, async () => 1)).rejects.toEqual(
      new TenantAccessDeniedError('lease_lost'),
    )
  })

  it('cannot run out between the check and the commit of a write', async () => {
    const { runId } = await dueRun()
    const claim = await claimRun(runId)
    if (!claim) throw new Error('not claimed')
    await withTenant(tenantOf(claim), {}, async (db) => {
      await db.syncRun.update({ where: { id: runId }, data: { checkpoint: { items: [] } } })
      await db.$executeRaw`select pg_sleep(0)`
      // The lease lapses now; who wants the run has to wait for this transaction, and so passes it by.
      expect(await claimRun(runId)).toBeUndefined()
    })
  })

  it('opens no other organization than its own', async () => {
    const { runId } = await dueRun()
    const other = await newTenant()
    const claim = await claimRun(runId)
    if (!claim) throw new Error('not claimed')
    const intruder = { ...tenantOf(claim), organizationId: other.organizationId }
    await expect(withTenant(intruder, {}, (db) => db.customer.findMany())).rejects.toEqual(
      new TenantAccessDeniedError('lease_lost'),
    )
  })
})

describe('a run that died and cannot be claimed any more', () => {
  it('releases its container, and takes it again once it can be claimed', async () => {
    const containerId = newContainerId()
    const dead = await dueRun({ containerId })
    await claimRun(dead.runId)
    await lapse(dead.runId)
    const pause = (paused: boolean) =>
      owner.query(
        'update customer set paused = $2 where id = (select customer_id from sync_run where id = $1)',
        [dead.runId, paused],
      )
    await pause(true)
    const other = await dueRun({ containerId })
    expect(await claimRun()).toMatchObject({ runId: other.runId })

    await owner.query(`update sync_run set status = 'SUCCEEDED' where id = $1`, [other.runId])
    await pause(false)
    expect(await claimRun()).toMatchObject({ runId: dead.runId, fence: 2 })
  })
})

describe('many at once', () => {
  it('a start in the background, two sweeps and a cron fired twice do the work once', async () => {
    const customer = await readyCustomer(sandbox())
    const drafts = []
    for (const name of ['A', 'B', 'C']) drafts.push(await customer.draft({ name, eventName: name }))
    const deadline = new Date(Date.now() + 20_000)
    const [run] = await Promise.all([
      customer.sync(),
      ...Array.from({ length: 4 }, () => runSync({ deadline })),
    ])
    expect(run).toMatchObject({ status: 'SUCCEEDED', versionId: '1' })
    const google = sandbox().observe()
    expect(google.ads[customer.adsAccountId]).toHaveLength(3)
    expect(google.containers[customer.container.publicId]?.liveContents.triggers).toHaveLength(3)
    for (const { id } of drafts) expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'SUCCESS' })
  })

  it('two syncs asked for at the same moment make one version', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    const runs = await Promise.all([customer.sync(), customer.sync()])
    expect(runs.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED'])
    await freeQuota()
    expect(sandbox().observe().containers[customer.container.publicId]?.versions).toHaveLength(1)
  })
})
