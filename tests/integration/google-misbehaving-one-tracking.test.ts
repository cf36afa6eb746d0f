import { HttpResponse, http } from 'msw'
import { describe, expect, it } from 'vitest'
import type { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api } from '../fixtures/api.ts'
import { ownerPool } from '../fixtures/database.ts'
import { jobsOf } from '../fixtures/deployed.ts'
import {
  expectAllLive,
  retryingFailure,
  runFailure,
  syncAgain,
  takeUp,
  trackingFailure,
} from '../fixtures/disturbed-sync.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, type ReadyOptions, readyCustomer } from '../fixtures/ready-customer.ts'

const { server, sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const owner = ownerPool()

/** Three drafts. The second has a name that Tag Manager rejects, which no input of ours lets through. */
async function threeDrafts(options?: ReadyOptions) {
  const customer = await readyCustomer(sandbox(), options)
  const drafts = []
  for (const name of ['First', 'Bad', 'Third']) drafts.push(await customer.draft({ name }))
  const [first, bad, third] = drafts
  if (!first || !bad || !third) throw new Error('not drafted')
  return { customer, first, bad, third }
}

async function misname({ id }: TrackingView): Promise<void> {
  await owner.query(`update tracking set name = 'Bad: name' where id = $1`, [id])
}

async function fixName(customer: ReadyCustomer, { id }: TrackingView): Promise<void> {
  const response = await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { name: 'Good' })
  expect(response.status).toBe(200)
}

async function current(customer: ReadyCustomer, trackings: TrackingView[]): Promise<TrackingView[]> {
  return Promise.all(trackings.map(({ id }) => customer.tracking(id)))
}

describe('one tracking that Google rejects', () => {
  it('in the container fails with Google’s words, the others go live, and it follows once fixed', async () => {
    const { customer, first, bad, third } = await threeDrafts()
    await misname(bad)
    const run = await customer.sync()
    expect(run).toMatchObject({ status: 'SUCCEEDED', versionId: '1', errorCode: null })
    expect(run.jobs.map(({ status }) => status).toSorted()).toEqual(['FAILED', 'SUCCEEDED', 'SUCCEEDED'])
    const rejected = await customer.tracking(bad.id)
    expect(rejected).toMatchObject({
      syncStatus: 'FAILED',
      syncedVersion: 0,
      ...trackingFailure('invalid_request'),
    })
    expect(rejected.syncErrorMessage).toContain('Google says: name: The value must not contain ":".')
    expect(rejected.conversionLabel).not.toBeNull()
    for (const { id } of [first, third]) {
      expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'SUCCESS', syncErrorCode: null })
    }
    await fixName(customer, bad)
    expect(await syncAgain(customer, run)).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
    await expectAllLive(sandbox(), customer, await current(customer, [first, bad, third]))
  })

  it('in Google Ads fails with Google’s words, the others go live, and it follows once fixed', async () => {
    const { customer, first, bad, third } = await threeDrafts()
    sandbox().faults.next(
      { service: 'ads', operation: 'mutate_conversion_actions' },
      { adsError: { rangeError: 'TOO_HIGH' }, message: 'Too high.', operation: 1 },
    )
    const run = await customer.sync()
    expect(run).toMatchObject({ status: 'SUCCEEDED', versionId: '1' })
    const rejected = await customer.tracking(bad.id)
    expect(rejected).toMatchObject({ syncStatus: 'FAILED', ...trackingFailure('invalid_request') })
    expect(rejected.syncErrorMessage).toContain('Google says: Too high.')
    await expectAllLive(sandbox(), customer, await current(customer, [first, third]))
    expect(await syncAgain(customer, run)).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
    await expectAllLive(sandbox(), customer, await current(customer, [first, bad, third]))
  })

  it('in Google Ads for its name is looked at three times before the others go on without it', async () => {
    const { customer, first, bad, third } = await threeDrafts()
    await customer.sync()
    const account = sandbox().state.adsCustomers.get(customer.adsAccountId)
    const name = `Good (OCT ${bad.id.slice(-8)})`
    const [action] = account?.conversionActions.values() ?? []
    if (!account || !action) throw new Error('no conversion action was made')
    account.conversionActions.set('1', { ...action, id: '1', name })
    await fixName(customer, bad)
    const fourth = await customer.draft({ name: 'Fourth' })
    await freeQuota()
    let run = await customer.sync()
    for (const attempts of [1, 2]) {
      expect(run).toMatchObject({ status: 'RUNNING', attempts, ...retryingFailure('duplicate_name') })
      run = await takeUp(customer, run.id)
    }
    expect(run).toMatchObject({ status: 'SUCCEEDED', attempts: 3 })
    const rejected = await customer.tracking(bad.id)
    expect(rejected).toMatchObject({ syncStatus: 'FAILED', ...trackingFailure('duplicate_name') })
    expect(rejected.syncErrorMessage).toContain(`“${name}”`)
    expect(await customer.tracking(fourth.id)).toMatchObject({ syncStatus: 'SUCCESS' })
    account.conversionActions.delete('1')
    expect(await syncAgain(customer, run)).toMatchObject({ status: 'SUCCEEDED' })
    await expectAllLive(sandbox(), customer, await current(customer, [first, bad, third, fourth]))
  })

  it('gets no label from Google Ads, and after six tries the others go live without it', async () => {
    const { customer, first, bad, third } = await threeDrafts()
    const actions = () => [
      ...(sandbox().state.adsCustomers.get(customer.adsAccountId)?.conversionActions.values() ?? []),
    ]
    let withheld = true
    const withhold = () => {
      if (!withheld) return
      for (const action of actions()) if (action.name.startsWith('Bad')) action.label = ''
    }
    server.use(http.post(/googleAds:search$/, withhold))
    let run = await customer.sync()
    while (run.status === 'RUNNING') {
      expect(run.errorCode).toBe('label_missing')
      run = await takeUp(customer, run.id)
    }
    expect(run).toMatchObject({ status: 'SUCCEEDED', attempts: 6 })
    expect(await customer.tracking(bad.id)).toMatchObject({
      syncStatus: 'FAILED',
      syncErrorCode: 'label_missing',
    })
    withheld = false
    for (const action of actions()) action.label ||= 'late'
    expect(await syncAgain(customer, run)).toMatchObject({ status: 'SUCCEEDED' })
    await expectAllLive(sandbox(), customer, await current(customer, [first, bad, third]))
  })

  it('is left out when the run is interrupted after that, and taken up again', async () => {
    const { customer, first, bad, third } = await threeDrafts()
    await misname(bad)
    const lost = { service: 'tagmanager', operation: 'create_version' } as const
    sandbox().faults.next(lost, { loseResponse: true })
    const run = await customer.sync()
    expect(run).toMatchObject({ status: 'RUNNING', ...retryingFailure('unreachable') })
    expect(await takeUp(customer, run.id)).toMatchObject({ status: 'SUCCEEDED', versionId: '1' })
    expect(await customer.tracking(bad.id)).toMatchObject(trackingFailure('invalid_request'))
    const others = await current(customer, [first, third])
    expect(others.map(({ syncStatus }) => syncStatus)).toEqual(['SUCCESS', 'SUCCESS'])
  })

  it('keeps its failure when the others are published by hand later', async () => {
    const { customer, first, bad } = await threeDrafts({ publishMode: 'MANUAL' })
    await misname(bad)
    expect(await customer.sync()).toMatchObject({ status: 'AWAITING_PUBLISH' })
    expect(await customer.publish()).toMatchObject({ status: 'SUCCEEDED' })
    expect(await customer.tracking(first.id)).toMatchObject({ syncStatus: 'SUCCESS' })
    expect(await customer.tracking(bad.id)).toMatchObject(trackingFailure('invalid_request'))
  })

  it('fails the run where there is no other, and makes no version', async () => {
    const customer = await readyCustomer(sandbox())
    const bad = await customer.draft()
    await misname(bad)
    const run = await customer.sync()
    expect(run).toMatchObject({ status: 'FAILED', versionId: null, ...runFailure('invalid_request') })
    expect(await customer.tracking(bad.id)).toMatchObject({ syncStatus: 'FAILED' })
    await fixName(customer, bad)
    expect(await syncAgain(customer, run)).toMatchObject({ status: 'SUCCEEDED', versionId: '1' })
    await expectAllLive(sandbox(), customer, [await customer.tracking(bad.id)])
  })

  it('of which Google cannot take one object by an error of its own, goes live without it', async () => {
    const { customer, first, bad, third } = await threeDrafts()
    const fails = async ({ request }: { request: Request }) =>
      (await request.clone().text()).includes(bad.id) ? new HttpResponse(null, { status: 500 }) : undefined
    server.use(http.post(/bulk_update$|\/triggers$|\/tags$/, fails))
    let run = await customer.sync()
    for (const attempts of [1, 2]) {
      expect(run).toMatchObject({ status: 'RUNNING', attempts, ...retryingFailure('server_error') })
      run = await takeUp(customer, run.id)
    }
    expect(run).toMatchObject({ status: 'SUCCEEDED', attempts: 3 })
    expect(await customer.tracking(bad.id)).toMatchObject({
      syncStatus: 'FAILED',
      syncErrorCode: 'server_error',
    })
    for (const { id } of [first, third]) {
      expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'SUCCESS' })
    }
    server.resetHandlers()
    server.use(...sandbox().handlers)
    expect(await syncAgain(customer, run)).toMatchObject({ status: 'SUCCEEDED' })
    await expectAllLive(sandbox(), customer, await current(customer, [first, bad, third]))
  })

  it('to be removed leaves the trigger that a foreign tag uses by now', async () => {
    const { customer, first, bad, third } = await threeDrafts()
    await customer.sync()
    const { gtmTriggerId } = await customer.tracking(bad.id)
    const parameter = [{ type: 'template' as const, key: 'html', value: '<b></b>' }]
    const body = { name: 'Own', type: 'html', parameter, firingTriggerId: [gtmTriggerId ?? ''] }
    sandbox().publishByHand(customer.container.publicId, {
      changes: [{ status: 'added', kind: 'tag', id: undefined, body }],
    })
    const admin = api(customer.tenant.admin)
    for (const { id } of [bad, third]) await admin.delete(`/v1/trackings/${id}`)
    await freeQuota()
    const run = await customer.sync()
    expect(run).toMatchObject({ status: 'SUCCEEDED' })
    expect(run.jobs.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED'])
    expect(await jobsOf(bad.id)).toEqual(['CREATE SUCCEEDED', 'DELETE SUCCEEDED'])
    const { tags = [], triggers = [] } =
      sandbox().observe().containers[customer.container.publicId]?.liveContents ?? {}
    expect(tags.find(({ name }) => name === 'Own')).toMatchObject(body)
    expect(triggers.map(({ triggerId }) => triggerId)).toContain(gtmTriggerId)
    expect(triggers).toHaveLength(2)
    expect(await customer.tracking(first.id)).toMatchObject({ syncStatus: 'SUCCESS' })
  })
})
