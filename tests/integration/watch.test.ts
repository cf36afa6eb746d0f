import { describe, expect, it } from 'vitest'
import { accessToken } from '../../lib/connections/tokens/access-token.ts'
import { claimLook, claimRun } from '../../lib/sync/queue/claim.ts'
import { executeRun } from '../../lib/sync/run/execute-run.ts'
import { runSession } from '../../lib/sync/run/run-session.ts'
import { api } from '../fixtures/api.ts'
import { ownerPool } from '../fixtures/database.ts'
import { waitingRun } from '../fixtures/deployed.ts'
import { takeUp } from '../fixtures/disturbed-sync.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'
import { settings } from '../fixtures/settings.ts'
import { doLook, letNightCome, stateOf, watchNight } from '../fixtures/watch.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const owner = ownerPool()

/** A customer with one live tracking. */
async function live() {
  const customer = await readyCustomer(sandbox())
  const { id } = await customer.draft()
  await customer.sync()
  await freeQuota()
  const [email = ''] = [...sandbox().state.people.values()].map((person) => person.email).slice(-1)
  return { customer, trackingId: id, email, tag: 'OCT - Newsletter' }
}

const runsOf = async ({ id }: ReadyCustomer) => {
  const { rows } = await owner.query<{ kind: string; status: string; background: boolean }>(
    'select kind, status, background from sync_run where customer_id = $1 order by created_at, id',
    [id],
  )
  return rows.map(({ kind, status, background }) => `${kind} ${status}${background ? ' background' : ''}`)
}

const dueAt = async ({ id }: ReadyCustomer) => {
  const { rows } = await owner.query<{ due: Date; changed: Date }>(
    'select deployment_due_at as due, updated_at as changed from customer where id = $1',
    [id],
  )
  if (!rows[0]) throw new Error('no customer')
  return rows[0]
}

describe('a look of the watch', () => {
  it('costs two calls of Tag Manager and one of Google Ads, leaves no run, no entry and the customer as it was', async () => {
    const { customer } = await live()
    const before = await dueAt(customer)
    const entries = async () => (await api(customer.tenant.admin).get('/v1/audit-log')).body
    const onRecord = await entries()
    sandbox().calls.length = 0
    expect(await watchNight(customer)).toBe('succeeded')
    expect(
      sandbox()
        .calls.map(({ operation }) => operation)
        .toSorted(),
    ).toEqual(['latest_version_header', 'live_version', 'search'])
    expect(await runsOf(customer)).toEqual(['SYNC SUCCEEDED'])
    expect(await entries()).toEqual(onRecord)
    const { deploymentCheckedAt } = await stateOf(customer)
    expect(Date.parse(deploymentCheckedAt ?? '')).toBeGreaterThan(Date.now() - 60_000)
    const after = await dueAt(customer)
    expect(after.changed).toEqual(before.changed)
    expect(after.due.getTime()).toBeGreaterThan(Date.now() + 12 * 3_600_000)
    expect([20, 21, 22, 23, 0, 1, 2, 3]).toContain(after.due.getUTCHours())
  })

  it('reads the workspaces once a week: one call, and one for each', async () => {
    const { customer } = await live()
    await watchNight(customer, { drafts: true })
    await letNightCome(customer.id, { drafts: true })
    sandbox().calls.length = 0
    const claim = await claimLook()
    if (!claim) throw new Error('no look is due')
    await doLook(claim)
    const operations = sandbox().calls.map(({ operation }) => operation)
    expect(operations.filter((operation) => operation.includes('workspace'))).toEqual([
      'list_workspaces',
      'workspace_status',
    ])
    const { rows } = await owner.query<{ recent: boolean }>(
      `select drafts_checked_at > now() - interval '1 minute' as recent from customer where id = $1`,
      [customer.id],
    )
    expect(rows).toEqual([{ recent: true }])
  })

  it('keeps an open finding about drafts until it reads the workspaces again', async () => {
    const { customer } = await live()
    const { container } = customer
    sandbox().draftByHand(container.publicId, 'Default Workspace', (person) => {
      person.add('trigger', { name: 'Sale', type: 'pageview' })
    })
    await watchNight(customer, { drafts: true })
    await watchNight(customer)
    expect((await stateOf(customer)).codes).toEqual(['workspace.unpublished_drafts'])
  })

  it('gives way to a run of its customer between two calls, and is taken up again afterwards', async () => {
    const { customer } = await live()
    await customer.draft({ name: 'Second' })
    await letNightCome(customer.id)
    const look = await claimLook()
    if (!look) throw new Error('no look is due')
    let calls = 0
    let taken: Awaited<ReturnType<typeof claimRun>>
    const runId = (await waitingRun(customer.id)) ?? ''
    await owner.query(`update sync_run set run_at = now() - interval '1 second' where id = $1`, [runId])
    const outcome = await executeRun(runSession(look), {
      accessToken,
      async quota() {
        calls += 1
        if (calls === 2) taken = await claimRun(runId)
      },
    })
    expect({ outcome, calls, taken: taken?.runId }).toEqual({ outcome: 'lost', calls: 2, taken: runId })
    expect(await claimLook()).toBeUndefined()
    if (taken) await executeRun(runSession(taken), { accessToken, quota: async () => undefined })
    const again = await claimLook()
    expect(again).toMatchObject({ runId: look.runId, fence: look.fence + 1 })
    if (again) expect(await doLook(again)).toBe('succeeded')
    expect(await runsOf(customer)).toEqual(['SYNC SUCCEEDED', 'SYNC SUCCEEDED'])
  })

  it('that was killed is done again by the next process, and only by one', async () => {
    const { customer } = await live()
    await letNightCome(customer.id)
    const killed = await claimLook()
    expect(await claimLook()).toBeUndefined()
    await owner.query(`update sync_run set lease_until = now() - interval '1 second' where id = $1`, [
      killed?.runId,
    ])
    const claims = await Promise.all([claimLook(), claimLook(), claimLook()])
    const [again, ...more] = claims.filter((claim) => claim !== undefined)
    expect({ again: again?.runId, more }).toEqual({ again: killed?.runId, more: [] })
    if (again) expect(await doLook(again)).toBe('succeeded')
    if (killed) expect(await doLook(killed)).toBe('lost')
  })

  it('does not hold up who deletes or detaches the customer', async () => {
    const { customer } = await live()
    await letNightCome(customer.id)
    const look = await claimLook()
    const detached = await api(customer.tenant.admin).post(`/v1/customers/${customer.id}/detach`, {
      what: 'container',
    })
    expect(detached.status).toBeLessThan(300)
    if (look) expect(await doLook(look)).toBe('lost')
    expect(await claimLook()).toBeUndefined()
  })

  it('is not in the lists of runs while it is at work', async () => {
    const { customer } = await live()
    await letNightCome(customer.id)
    await claimLook()
    const list = await api(customer.tenant.admin).get(`/v1/sync-runs?customerId=${customer.id}`)
    expect(list.body).toMatchObject({ data: [{ kind: 'SYNC' }] })
  })

  it('is not due for a customer that is paused, deleted or without trackings', async () => {
    const { customer } = await live()
    const admin = api(customer.tenant.admin)
    await admin.patch(`/v1/customers/${customer.id}`, { paused: true })
    await letNightCome(customer.id)
    expect(await claimLook()).toBeUndefined()
    const empty = await readyCustomer(sandbox())
    await letNightCome(empty.id)
    expect(await claimLook()).toBeUndefined()
  })

  it('by the schedule takes what is due by its own slots, which are in no organization’s share', async () => {
    const { customer } = await live()
    await letNightCome(customer.id)
    const visited = await api({ token: settings.CRON_SECRET }).get('/cron/verify-deployments')
    expect(visited).toMatchObject({ status: 200, body: { outcomes: { succeeded: 1 }, failures: 0 } })
    const { rows } = await owner.query(
      `select d.used, d.watch, (select count(*)::int from quota_slot where organization_id is not null) as shared
       from quota_day d`,
    )
    expect(rows).toEqual([{ used: 2, watch: 2, shared: 0 }])
  })
})

describe('rights that were lost', () => {
  it('to the Google Ads account are found, named, and seen to be back', async () => {
    const { customer, email } = await live()
    sandbox().changeAdsAccess(customer.adsAccountId, email, false)
    expect(await watchNight(customer)).toBe('failed')
    const known = await stateOf(customer)
    expect(known).toMatchObject({ codes: ['rights.ads_lost'], states: ['LIVE'], status: 'READY' })
    expect(known.words).toContain('cannot read the Google Ads account')
    sandbox().changeAdsAccess(customer.adsAccountId, email, true)
    expect(await watchNight(customer)).toBe('succeeded')
    expect((await stateOf(customer)).codes).toEqual([])
  })

  it('as an Ads account that was closed are found and named', async () => {
    const { customer } = await live()
    const account = sandbox().state.adsCustomers.get(customer.adsAccountId)
    if (account) account.status = 'CLOSED'
    await watchNight(customer)
    expect((await stateOf(customer)).codes).toEqual(['rights.ads_lost'])
  })

  it('to the container are found at the third try, named, and seen to be back', async () => {
    const { customer, email } = await live()
    const { publicId } = customer.container
    sandbox().changeContainerAccess(publicId, email, 'noAccess')
    expect(await watchNight(customer)).toBe('failed')
    const known = await stateOf(customer)
    expect(known).toMatchObject({ codes: ['rights.container_lost'], states: ['LIVE'], status: 'ERROR' })
    expect(known.words).toContain('cannot see the container any more')
    sandbox().changeContainerAccess(publicId, email, 'publish')
    expect(await watchNight(customer)).toBe('succeeded')
    expect(await stateOf(customer)).toMatchObject({ codes: [], status: 'READY' })
  })

  it('by the deletion of the container are found', async () => {
    const { customer } = await live()
    const { containers } = sandbox().state
    const [key] = [...containers].find(([, each]) => each === customer.container) ?? []
    containers.delete(key ?? '')
    expect(await watchNight(customer)).toBe('failed')
    expect(await stateOf(customer)).toMatchObject({ codes: ['rights.container_lost'], status: 'ERROR' })
  })

  it('to write in the container are found by the run that needs them, and no look takes that back', async () => {
    const { customer, email } = await live()
    const { publicId } = customer.container
    sandbox().changeContainerAccess(publicId, email, 'read')
    await customer.draft({ name: 'Second' })
    const run = await takeUp(customer, (await waitingRun(customer.id)) ?? '')
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'container_access_denied' })
    expect(await stateOf(customer)).toMatchObject({ codes: ['rights.container_lost'], status: 'ERROR' })
    expect(await watchNight(customer)).toBe('succeeded')
    const known = await stateOf(customer)
    expect(known).toMatchObject({ codes: ['rights.container_lost'], status: 'ERROR' })
    expect(known.words).toContain('nothing can be published')
    sandbox().changeContainerAccess(publicId, email, 'publish')
    await freeQuota()
    await customer.verify()
    expect(await stateOf(customer)).toMatchObject({ codes: [], status: 'READY' })
  })

  it('with the whole grant put the customer into ERROR, and nothing is looked at until it is connected again', async () => {
    const { customer, email } = await live()
    const person = [...sandbox().state.people.values()].find((each) => each.email === email)
    sandbox().revokeGrant(person?.sub ?? '')
    expect(await watchNight(customer)).toBe('failed')
    expect(await stateOf(customer)).toMatchObject({ status: 'ERROR', states: ['LIVE'] })
    await letNightCome(customer.id)
    expect(await claimLook()).toBeUndefined()
  })
})

describe('versions', () => {
  it('that somebody went back from are found with what is not live any more, and resolved when they are live again', async () => {
    const { customer } = await live()
    const { publicId, liveVersionId: first } = customer.container
    await customer.draft({ name: 'Second' })
    await takeUp(customer, (await waitingRun(customer.id)) ?? '')
    const second = customer.container.liveVersionId
    sandbox().publishVersionByHand(publicId, first ?? '')
    await watchNight(customer)
    const known = await stateOf(customer)
    expect(known.codes).toEqual(['drift.missing', 'version.ours_rolled_back'])
    expect(known.states.toSorted()).toEqual(['LIVE', 'NOT_LIVE'])
    sandbox().publishVersionByHand(publicId, second ?? '')
    await watchNight(customer)
    expect(await stateOf(customer)).toMatchObject({ codes: [], states: ['LIVE', 'LIVE'] })
  })
})
