import { describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { FindingView } from '../../lib/findings/finding-view.ts'
import { Page } from '../../lib/paging/page.ts'
import { env } from '../../lib/settings/env.ts'
import { claimRun } from '../../lib/sync/queue/claim.ts'
import { SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import type { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api } from '../fixtures/api.ts'
import { newScript } from '../fixtures/api-key.ts'
import { auditLog } from '../fixtures/audit.ts'
import { takeUp } from '../fixtures/disturbed-sync.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer, untilAtRest } from '../fixtures/ready-customer.ts'
import { newTenant } from '../fixtures/tenant.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })

type Mode = 'previous_version' | 'our_changes'

const admin = ({ tenant }: ReadyCustomer) => api(tenant.admin)

async function request(customer: ReadyCustomer, mode: Mode) {
  await freeQuota()
  return admin(customer).post(`/v1/customers/${customer.id}/rollback`, { mode })
}

async function rollBack(customer: ReadyCustomer, mode: Mode): Promise<SyncRunWithJobsView> {
  const response = await request(customer, mode)
  expect(response.status, JSON.stringify(response.body)).toBe(202)
  const { id } = response.as(SyncRunWithJobsView)
  await untilAtRest(id)
  return customer.run(id)
}

/** Ends the hold, and lets what it has started come to its end. */
async function resume(customer: ReadyCustomer): Promise<CustomerView> {
  await freeQuota()
  const response = await admin(customer).post(`/v1/customers/${customer.id}/resume`)
  expect(response.status, JSON.stringify(response.body)).toBe(200)
  for (const { id } of await runs(customer)) await untilAtRest(id)
  return response.as(CustomerView)
}

async function runs(customer: ReadyCustomer) {
  const { data } = (await admin(customer).get(`/v1/sync-runs?customerId=${customer.id}`)).as(
    Page(SyncRunWithJobsView.partial()),
  )
  return data.flatMap(({ id, kind, status }) => (id ? [{ id, kind, status }] : []))
}

async function view(customer: ReadyCustomer): Promise<CustomerView> {
  return (await admin(customer).get(`/v1/customers/${customer.id}`)).as(CustomerView)
}

async function findings(customer: ReadyCustomer): Promise<FindingView[]> {
  return (await admin(customer).get(`/v1/findings?customerId=${customer.id}`)).as(Page(FindingView)).data
}

const codes = async (customer: ReadyCustomer) => (await findings(customer)).map(({ code }) => code).sort()

async function edit(customer: ReadyCustomer, { id }: TrackingView, changes: object): Promise<void> {
  const response = await admin(customer).patch(`/v1/trackings/${id}`, changes)
  expect(response.status, JSON.stringify(response.body)).toBe(200)
}

function container(customer: ReadyCustomer) {
  const found = sandbox().observe().containers[customer.container.publicId]
  if (!found) throw new Error('no container')
  return found
}

const live = (customer: ReadyCustomer) => container(customer).liveContents
const nameOf = ({ name }: TrackingView) => `OCT - ${name}`
const tagNames = (customer: ReadyCustomer) =>
  live(customer)
    .tags.map(({ name }) => name)
    .filter((name) => name !== 'OCT - Conversion Linker')
    .sort()

/** A person deletes a version in Tag Manager. */
function deleteVersion({ container: { versions } }: ReadyCustomer, id: string): void {
  const version = versions.get(id)
  if (version) version.deleted = true
}

const htmlTag = (firingTriggerId: string[]) => ({
  type: 'html',
  parameter: [{ type: 'template' as const, key: 'html', value: '<script>/* theirs */</script>' }],
  firingTriggerId,
})
const ALL_PAGES = '2147479553'

/** Version 1 with one tracking, and version 2 with another one, both ours; then the first one was edited: version 3. */
async function threeVersions() {
  const customer = await readyCustomer(sandbox())
  const first = await customer.draft({ name: 'First', eventName: 'first' })
  await customer.sync()
  await freeQuota()
  const second = await customer.draft({ name: 'Second', eventName: 'second' })
  await edit(customer, first, { eventName: 'other' })
  const run = await customer.sync()
  expect(run).toMatchObject({ status: 'SUCCEEDED', versionId: '2', previousLiveId: '1' })
  return { customer, first, second, run }
}

describe('a rollback to the previous version', () => {
  it('puts the version live that was live before ours, makes it the latest, and holds the customer', async () => {
    const { customer, first } = await threeVersions()
    const run = await rollBack(customer, 'previous_version')
    expect(run).toMatchObject({
      kind: 'ROLLBACK',
      status: 'SUCCEEDED',
      versionId: '1',
      previousLiveId: '2',
      errorCode: null,
    })
    expect(container(customer)).toMatchObject({ live: '1', latest: '1', versions: ['1', '2'] })
    expect(tagNames(customer)).toEqual([nameOf(first)])
    expect(await view(customer)).toMatchObject({ hold: true, status: 'READY', deploymentWorst: 'NOT_LIVE' })
    expect(await codes(customer)).toEqual(
      ['drift.changed', 'drift.missing', 'rollback.actions_left', 'rollback.on_hold'].sort(),
    )
  })

  it('leaves the state of the syncs, and says of each tracking what is live', async () => {
    const { customer, first, second } = await threeVersions()
    await rollBack(customer, 'previous_version')
    expect(await customer.tracking(first.id)).toMatchObject({ syncStatus: 'SUCCESS' })
    expect(await customer.tracking(second.id)).toMatchObject({ syncStatus: 'SUCCESS', gtmTagId: null })
  })

  it('holds up every sync until an ADMIN resumes; one sync then brings all that is wanted live', async () => {
    const { customer, first, second } = await threeVersions()
    await rollBack(customer, 'previous_version')
    await edit(customer, second, { eventName: 'third' })
    const waiting = (await admin(customer).post(`/v1/customers/${customer.id}/sync`)).as(SyncRunWithJobsView)
    expect(waiting).toMatchObject({
      status: 'QUEUED',
      waitsFor: { code: 'on_hold', message: expect.stringContaining(`/customers/${customer.id}/resume`) },
    })
    expect(await claimRun(waiting.id)).toBeUndefined()

    expect(await resume(customer)).toMatchObject({ hold: false })
    expect(container(customer)).toMatchObject({ live: '3', latest: '3' })
    expect(tagNames(customer)).toEqual([nameOf(first), nameOf(second)].sort())
    expect(await codes(customer)).toEqual([])
    for (const { id } of [first, second]) {
      expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'SUCCESS' })
    }
    expect(await view(customer)).toMatchObject({ hold: false, deploymentWorst: 'LIVE' })
  })
})

describe('a rollback of our changes', () => {
  it('takes out what our last version changed, and keeps what other people have published since', async () => {
    const { customer, first, second } = await threeVersions()
    sandbox().editByHand(customer.container.publicId, (person) => {
      person.add('tag', { ...htmlTag([ALL_PAGES]), name: 'Theirs' })
    })
    const rejected = await rollBack(customer, 'previous_version')
    expect(rejected).toMatchObject({ status: 'FAILED', errorCode: 'ours_not_live', versionId: null })
    expect(rejected.errorMessage).toMatch(
      /Version 3 is live, and not version 2.*back to version 1.*our_changes/,
    )
    expect(rejected.errorMessage).toContain('stays on hold')
    expect(container(customer).live).toBe('3')

    const run = await rollBack(customer, 'our_changes')
    expect(run).toMatchObject({ status: 'SUCCEEDED', versionId: '4', previousLiveId: '3' })
    expect(container(customer)).toMatchObject({ live: '4', latest: '4', workspaces: ['Default Workspace'] })
    expect(tagNames(customer)).toEqual([nameOf(first), 'Theirs'].sort())
    const trigger = live(customer).triggers.find(({ name }) => name === nameOf(first))
    expect(JSON.stringify(trigger)).toContain('"first"')
    expect(JSON.stringify(trigger)).not.toContain('"other"')

    await edit(customer, second, { eventName: 'again' })
    await resume(customer)
    expect(tagNames(customer)).toEqual([nameOf(first), nameOf(second), 'Theirs'].sort())
    expect(JSON.stringify(live(customer).triggers)).toContain('"other"')
    expect(await codes(customer)).toEqual([])
  })

  it('leaves what other people use or have changed since, and names it', async () => {
    const { customer, first, second } = await threeVersions()
    sandbox().editByHand(customer.container.publicId, (person) => {
      person.add('tag', { ...htmlTag([person.id('trigger', nameOf(second))]), name: 'On our trigger' })
      person.change('trigger', nameOf(first), {
        customEventFilter: [
          {
            type: 'equals',
            parameter: [
              { type: 'template', key: 'arg0', value: '{{_event}}' },
              { type: 'template', key: 'arg1', value: 'theirs' },
            ],
          },
        ],
      })
    })
    expect(await rollBack(customer, 'our_changes')).toMatchObject({ status: 'SUCCEEDED' })
    expect(tagNames(customer)).toEqual([nameOf(first), 'On our trigger'].sort())
    expect(live(customer).triggers.map(({ name }) => name)).toContain(nameOf(second))
    expect(JSON.stringify(live(customer).triggers)).toContain('"theirs"')
    const kept = (await findings(customer)).find(({ code }) => code === 'rollback.kept')
    expect(kept?.summary).toContain(
      `trigger “${nameOf(second)}” (kept, because other objects need it by now)`,
    )
    expect(kept?.summary).toContain(`trigger “${nameOf(first)}” (fields that other people have changed since`)
  })

  it('of a first version removes all that is ours, and a rollback to a version before it is denied', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft({ name: 'First', eventName: 'first' })
    await customer.sync()
    const response = await request(customer, 'previous_version')
    expect(response.status).toBe(409)
    expect(response.body).toMatchObject({
      code: 'conflict',
      detail: expect.stringMatching(/before version 1, which we made.*"our_changes"/),
    })
    expect(await view(customer)).toMatchObject({ hold: false })
    expect(await rollBack(customer, 'our_changes')).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
    expect(live(customer)).toMatchObject({ tags: [], triggers: [] })
  })

  it('re-creates what our last version deleted; resuming deletes it again', async () => {
    const { customer, first, second } = await threeVersions()
    expect((await admin(customer).delete(`/v1/trackings/${first.id}`)).status).toBe(204)
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '3' })
    expect(tagNames(customer)).toEqual([nameOf(second)])
    expect(await rollBack(customer, 'our_changes')).toMatchObject({ status: 'SUCCEEDED', versionId: '4' })
    expect(tagNames(customer)).toEqual([nameOf(first), nameOf(second)].sort())
    const names = live(customer).triggers.map(({ name }) => name)
    expect(names.sort()).toEqual([nameOf(first), nameOf(second)].sort())
    await resume(customer)
    expect(tagNames(customer)).toEqual([nameOf(second)])
  })

  it('with nothing left to take out changes nothing', async () => {
    const { customer } = await threeVersions()
    await rollBack(customer, 'our_changes')
    const before = container(customer)
    expect(await rollBack(customer, 'our_changes')).toMatchObject({ status: 'SUCCEEDED', versionId: null })
    expect(container(customer)).toEqual(before)
  })

  it('where a person has drafted in our workspace stops, and ships nothing of it', async () => {
    const { customer, second } = await threeVersions()
    sandbox().faults.next({ service: 'tagmanager', operation: 'quick_preview' }, { status: 500 })
    await edit(customer, second, { eventName: 'again' })
    expect(await customer.sync()).toMatchObject({ status: 'RUNNING' })
    sandbox().draftByHand(customer.container.publicId, 'OneClickTag', (person) => {
      person.add('tag', { ...htmlTag([ALL_PAGES]), name: 'Draft of theirs' })
    })
    const run = await rollBack(customer, 'our_changes')
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'foreign_drafts' })
    expect(run.errorMessage).toContain('Draft of theirs')
    expect(tagNames(customer)).not.toContain('Draft of theirs')
  })
})

describe('a rollback that meets others', () => {
  it('is one where it is requested twice, and the second goes no further back', async () => {
    const { customer } = await threeVersions()
    const [one, other] = await Promise.all([
      request(customer, 'previous_version'),
      request(customer, 'previous_version'),
    ])
    for (const response of [one, other]) {
      expect([202, 409]).toContain(response.status)
      if (response.status === 202) await untilAtRest(response.as(SyncRunWithJobsView).id)
    }
    expect(container(customer)).toMatchObject({ live: '1', latest: '1', versions: ['1', '2'] })
    expect(await rollBack(customer, 'previous_version')).toMatchObject({
      status: 'SUCCEEDED',
      versionId: '1',
    })
    expect(container(customer)).toMatchObject({ live: '1', latest: '1', versions: ['1', '2'] })
  })

  it('takes over from a sync that waits for its next try; its jobs wait until the customer is resumed', async () => {
    const { customer, first, second } = await threeVersions()
    await edit(customer, second, { eventName: 'again' })
    sandbox().faults.next({ service: 'tagmanager', operation: 'create_version' }, { status: 500 })
    const sync = await customer.sync()
    expect(sync).toMatchObject({ status: 'RUNNING', errorCode: 'server_error' })
    expect(await rollBack(customer, 'our_changes')).toMatchObject({ status: 'SUCCEEDED' })
    expect(await customer.run(sync.id)).toMatchObject({
      status: 'CANCELLED',
      jobs: [{ status: 'CANCELLED' }],
    })
    expect(await customer.tracking(second.id)).toMatchObject({ syncStatus: 'PENDING' })
    expect(tagNames(customer)).toEqual([nameOf(first)])
    await resume(customer)
    expect(await customer.tracking(second.id)).toMatchObject({ syncStatus: 'SUCCESS' })
    expect(tagNames(customer)).toEqual([nameOf(first), nameOf(second)].sort())
  })

  it('ends a run whose version awaits publishing; resuming makes another one', async () => {
    const { customer, second } = await threeVersions()
    await admin(customer).patch('/v1/organization', { publishMode: 'MANUAL' })
    await edit(customer, second, { eventName: 'again' })
    const sync = await customer.sync()
    expect(sync).toMatchObject({ status: 'AWAITING_PUBLISH', versionId: '3' })
    expect(await rollBack(customer, 'previous_version')).toMatchObject({
      status: 'SUCCEEDED',
      versionId: '1',
    })
    expect(container(customer)).toMatchObject({ live: '1', latest: '1' })
    expect(await customer.run(sync.id)).toMatchObject({ status: 'CANCELLED' })
    const publish = await admin(customer).post(`/v1/customers/${customer.id}/publish`, { versionId: '3' })
    expect(publish.status).toBe(409)
    await resume(customer)
    expect(await customer.publish('4')).toMatchObject({ status: 'SUCCEEDED' })
    expect(container(customer)).toMatchObject({ live: '4' })
  })

  it.each(['previous_version', 'our_changes'] as const)(
    '%s: leaves live what a person publishes meanwhile',
    async (mode) => {
      const { customer } = await threeVersions()
      const last = mode === 'our_changes' ? 'create_version' : 'get_version'
      sandbox().faults.next({ service: 'tagmanager', operation: last }, { status: 500, after: true })
      const waiting = await rollBack(customer, mode)
      expect(waiting).toMatchObject({ status: 'RUNNING', errorCode: 'server_error' })
      // Made after ours, so it builds on it.
      sandbox().editByHand(customer.container.publicId, (person) => {
        person.add('tag', { ...htmlTag([ALL_PAGES]), name: 'Published meanwhile' })
      })
      const before = container(customer).live
      const run = await takeUp(customer, waiting.id)
      expect(container(customer).liveContents.tags.map(({ name }) => name)).toContain('Published meanwhile')
      if (mode === 'previous_version') {
        expect(run).toMatchObject({ status: 'FAILED', errorCode: 'ours_not_live' })
        expect(container(customer).live).toBe(before)
      } else expect(run).toMatchObject({ status: 'SUCCEEDED' })
    },
  )

  it('that finds another version live right before it publishes leaves that one, and says so', async () => {
    const { customer } = await threeVersions()
    sandbox().faults.next({ service: 'tagmanager', operation: 'get_version', nth: 2 }, { status: 500 })
    const waiting = await rollBack(customer, 'previous_version')
    expect(waiting).toMatchObject({ status: 'RUNNING' })
    sandbox().publishByHand(customer.container.publicId)
    const run = await takeUp(customer, waiting.id)
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'rollback_superseded' })
    expect(run.errorMessage).toContain('Version 3 was published')
    expect(container(customer).live).toBe('3')
    expect(await view(customer)).toMatchObject({ hold: true })
  })

  it('to a version that is deleted in Tag Manager changes nothing; our changes can still be taken out', async () => {
    const { customer, first } = await threeVersions()
    deleteVersion(customer, '1')
    const run = await rollBack(customer, 'previous_version')
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'previous_version_gone' })
    expect(run.errorMessage).toMatch(/Version 1 is deleted.*stays on hold/)
    expect(container(customer).live).toBe('2')
    expect(await rollBack(customer, 'our_changes')).toMatchObject({ status: 'SUCCEEDED', versionId: '3' })
    expect(tagNames(customer)).toEqual([nameOf(first)])
  })

  it('of a container of which we have made no version is denied', async () => {
    const customer = await readyCustomer(sandbox())
    const response = await request(customer, 'previous_version')
    expect(response.status).toBe(409)
    expect(response.body).toMatchObject({ detail: expect.stringContaining('nothing to roll back') })
    expect(await view(customer)).toMatchObject({ hold: false })
  })
})

describe('the stop switches', () => {
  it.each(['writes_paused', 'google_writes_off'] as const)('%s holds a rollback up', async (code) => {
    const { customer } = await threeVersions()
    const turn = async (writes: 'on' | 'off') => {
      if (code === 'google_writes_off') env().GOOGLE_WRITES = writes
      else await admin(customer).patch('/v1/organization', { writesPaused: writes === 'off' })
    }
    await turn('off')
    try {
      const run = (await request(customer, 'previous_version')).as(SyncRunWithJobsView)
      expect(run).toMatchObject({
        status: 'QUEUED',
        waitsFor: { code, message: expect.stringContaining('goes on by itself once') },
      })
      expect(await claimRun(run.id)).toBeUndefined()
      expect(container(customer).live).toBe('2')
      await turn('on')
      expect(await takeUp(customer, run.id)).toMatchObject({ status: 'SUCCEEDED' })
      expect(container(customer).live).toBe('1')
    } finally {
      await turn('on')
    }
  })
})

describe('a rollback on record', () => {
  it('names who asked for it, how, and when the hold began and ended', async () => {
    const { customer } = await threeVersions()
    const run = await rollBack(customer, 'previous_version')
    await resume(customer)
    const entries = await auditLog(customer.tenant)
    const of = (id: string) => entries.filter(({ target }) => target.id === id)
    const recorded = of(run.id).map(({ action, actor, after }) => [action, actor.kind, after])
    expect(recorded).toEqual([
      [
        'syncRun.create',
        'user',
        expect.objectContaining({
          kind: 'ROLLBACK',
          request: { rollback: 'previous_version', undoes: '2' },
        }),
      ],
      ['syncRun.succeeded', 'run', { status: 'SUCCEEDED' }],
    ])
    const holds = of(customer.id).filter(({ after }) => after && 'hold' in after)
    expect(holds.slice(-2).map(({ actor, after }) => [actor.kind, after])).toEqual([
      ['user', { hold: true }],
      ['user', { hold: false }],
    ])
  })

  it('is for an ADMIN, whose API key may ask for it and resume; for others of the agency it is not', async () => {
    const { customer } = await threeVersions()
    const member = api(await customer.tenant.join('MEMBER'))
    for (const verb of ['rollback', 'resume'] as const) {
      const body = verb === 'rollback' ? { mode: 'previous_version' } : undefined
      expect((await member.post(`/v1/customers/${customer.id}/${verb}`, body)).status).toBe(403)
    }
    expect(await view(customer)).toMatchObject({ hold: false })
    const script = api(await newScript(customer.tenant, 'ADMIN'))
    const response = await script.post(`/v1/customers/${customer.id}/rollback`, { mode: 'previous_version' })
    expect(response.status).toBe(202)
    await untilAtRest(response.as(SyncRunWithJobsView).id)
    expect(container(customer).live).toBe('1')
    expect((await script.post(`/v1/customers/${customer.id}/resume`)).status).toBe(200)
    expect(await view(customer)).toMatchObject({ hold: false })
  })

  it('of a customer of another agency is not found, and nothing of it is held', async () => {
    const { customer } = await threeVersions()
    const other = api((await newTenant()).admin)
    for (const mode of ['previous_version', 'our_changes']) {
      const response = await other.post(`/v1/customers/${customer.id}/rollback`, { mode })
      expect(response.status).toBe(404)
    }
    expect((await other.post(`/v1/customers/${customer.id}/resume`)).status).toBe(404)
    expect(await view(customer)).toMatchObject({ hold: false })
  })
})

describe('resuming', () => {
  it('a customer that is not on hold changes nothing and starts nothing', async () => {
    const { customer } = await threeVersions()
    const [before, known] = [await view(customer), await runs(customer)]
    expect(await resume(customer)).toEqual(before)
    expect(await runs(customer)).toEqual(known)
  })

  it('where nothing waits starts no sync; the next one that is requested brings all live again', async () => {
    const { customer, first, second } = await threeVersions()
    await rollBack(customer, 'previous_version')
    const known = await runs(customer)
    await resume(customer)
    expect(await runs(customer)).toEqual(known)
    expect(container(customer).live).toBe('1')
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '3' })
    expect(tagNames(customer)).toEqual([nameOf(first), nameOf(second)].sort())
  })

  it('before the rollback has started cancels it', async () => {
    const { customer } = await threeVersions()
    await admin(customer).patch('/v1/organization', { writesPaused: true })
    const run = (await request(customer, 'previous_version')).as(SyncRunWithJobsView)
    expect(await resume(customer)).toMatchObject({ hold: false })
    expect(await customer.run(run.id)).toMatchObject({ status: 'CANCELLED' })
    expect(container(customer).live).toBe('2')
  })

  it('while a rollback is at work is denied, and the hold stays', async () => {
    const { customer } = await threeVersions()
    sandbox().faults.next({ service: 'tagmanager', operation: 'publish_version' }, { status: 500 })
    const run = await rollBack(customer, 'previous_version')
    expect(run).toMatchObject({ status: 'RUNNING' })
    for (const path of ['resume', 'rollback']) {
      const body = path === 'rollback' ? { mode: 'our_changes' } : undefined
      const response = await admin(customer).post(`/v1/customers/${customer.id}/${path}`, body)
      expect(response.status).toBe(409)
      expect(response.body).toMatchObject({ detail: expect.stringContaining('under way') })
    }
    expect(await view(customer)).toMatchObject({ hold: true })
    expect(await takeUp(customer, run.id)).toMatchObject({ status: 'SUCCEEDED' })
    expect(container(customer).live).toBe('1')
  })
})
