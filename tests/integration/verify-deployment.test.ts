import { describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { DeploymentView } from '../../lib/customers/deployment-view.ts'
import { FindingView } from '../../lib/findings/finding-view.ts'
import { Page } from '../../lib/paging/page.ts'
import type { SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import { api } from '../fixtures/api.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })

/** A customer with one live tracking, whose tag is at hand by its name. */
async function live() {
  const customer = await readyCustomer(sandbox())
  const { id } = await customer.draft()
  await customer.sync()
  return { customer, id, tag: 'OCT - Newsletter' }
}

async function verify(customer: ReadyCustomer): Promise<SyncRunWithJobsView> {
  await freeQuota()
  sandbox().calls.length = 0
  return customer.verify()
}

async function knownOf(customer: ReadyCustomer) {
  const { admin } = customer.tenant
  const findings = (await api(admin).get(`/v1/findings?customerId=${customer.id}`)).as(Page(FindingView)).data
  const { data } = (await api(admin).get(`/v1/customers/${customer.id}/deployment`)).as(Page(DeploymentView))
  const { deploymentWorst, openFindings } = (await api(admin).get(`/v1/customers/${customer.id}`)).as(
    CustomerView,
  )
  return { findings: findings.map(({ code }) => code), state: data[0]?.state, deploymentWorst, openFindings }
}

describe('a verification', () => {
  it('of what is live as it was written costs two calls of Tag Manager, those for its workspaces, and one of Google Ads', async () => {
    const { customer } = await live()
    const run = await verify(customer)
    expect(run).toMatchObject({ kind: 'VERIFY', status: 'SUCCEEDED', versionId: null, jobs: [] })
    const operations = sandbox().calls.map(({ operation }) => operation)
    expect(operations.toSorted()).toEqual([
      'latest_version_header',
      'list_workspaces',
      'live_version',
      'search',
      'workspace_status',
    ])
    expect(await knownOf(customer)).toEqual({
      findings: [],
      state: 'LIVE',
      deploymentWorst: 'LIVE',
      openFindings: 0,
    })
  })

  it('tells of a tag that a person has paused, leaves it and the state of the sync, and of its return', async () => {
    const { customer, id, tag } = await live()
    sandbox().editByHand(customer.container.publicId, (person) => person.pause(tag))
    const before = sandbox().observe().containers
    await verify(customer)
    expect(sandbox().observe().containers).toEqual(before)
    expect(await knownOf(customer)).toEqual({
      findings: ['cannot_fire.paused'],
      state: 'CANNOT_FIRE',
      deploymentWorst: 'CANNOT_FIRE',
      openFindings: 1,
    })
    expect(await customer.tracking(id)).toMatchObject({
      syncStatus: 'SUCCESS',
      deploymentState: 'CANNOT_FIRE',
    })

    sandbox().editByHand(customer.container.publicId, (person) => person.unpause(tag))
    await verify(customer)
    expect(await knownOf(customer)).toEqual({
      findings: [],
      state: 'LIVE',
      deploymentWorst: 'LIVE',
      openFindings: 0,
    })
  })

  it('tells of a conversion action that is hidden or removed in Google Ads', async () => {
    const { customer } = await live()
    const account = sandbox().state.adsCustomers.get(customer.adsAccountId)
    const [action] = account?.conversionActions.values() ?? []
    if (!action) throw new Error('no action was made')
    action.status = 'HIDDEN'
    await verify(customer)
    expect(await knownOf(customer)).toMatchObject({ findings: ['cannot_fire.action_hidden'] })
    action.status = 'REMOVED'
    await verify(customer)
    expect(await knownOf(customer)).toMatchObject({ findings: ['cannot_fire.action_missing'] })
  })

  it('tells of a version that waits in Tag Manager, or that somebody went back from', async () => {
    const { customer } = await live()
    const { publicId } = customer.container
    sandbox().publishByHand(publicId, { publish: false })
    await verify(customer)
    expect((await knownOf(customer)).findings).toEqual(['version.foreign_unpublished_or_rolled_back'])
    sandbox().publishVersionByHand(publicId, '2')
    await verify(customer)
    expect((await knownOf(customer)).findings).toEqual([])
    sandbox().publishVersionByHand(publicId, '1')
    await verify(customer)
    expect((await knownOf(customer)).findings).toEqual(['version.foreign_rolled_back'])
  })

  it('leaves a version that awaits publishing and its trackings as they are', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    const { id } = await customer.draft()
    expect(await customer.sync()).toMatchObject({ status: 'AWAITING_PUBLISH', versionId: '1' })
    expect(await verify(customer)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'AWAITING_PUBLISH' })
    expect(await customer.publish()).toMatchObject({ status: 'SUCCEEDED' })
  })
})
