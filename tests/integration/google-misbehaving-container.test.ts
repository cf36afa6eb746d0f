import { http } from 'msw'
import { describe, expect, it } from 'vitest'
import { addWorkspace } from '../../lib/dev/google-sandbox/tag-manager/add-workspace.ts'
import { api } from '../fixtures/api.ts'
import { waitingRun } from '../fixtures/deployed.ts'
import {
  disturb,
  expectAllLive,
  retryingFailure,
  runFailure,
  syncAgain,
  takeUp,
  trackingFailure,
} from '../fixtures/disturbed-sync.ts'
import { htmlTag } from '../fixtures/field-report.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'

const { server, sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })

/** A user does this in Tag Manager's own pages, right before the next such request arrives. */
function meanwhile(path: RegExp, act: () => void): void {
  server.use(http.all(path, () => void act(), { once: true }))
}

/** Deletes workspaces by hand, all but the default one. */
function deleteWorkspaces({ container }: ReadyCustomer): void {
  for (const { workspaceId, name } of container.workspaces.values()) {
    if (name !== 'Default Workspace') container.workspaces.delete(workspaceId)
  }
}

async function sync(customer: ReadyCustomer) {
  await freeQuota()
  return customer.sync()
}

describe('a sync', () => {
  it('says that all workspaces are taken, and goes on once one is deleted', async () => {
    const customer = await readyCustomer(sandbox())
    const tracking = await customer.draft()
    for (const name of ['A', 'B']) addWorkspace(sandbox().state, customer.container, name)
    expect(await customer.sync()).toMatchObject({
      status: 'FAILED',
      attempts: 1,
      ...runFailure('workspace_limit'),
    })
    expect(await customer.tracking(tracking.id)).toMatchObject(trackingFailure('workspace_limit'))
    deleteWorkspaces(customer)
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED' })
    await expectAllLive(sandbox(), customer, [tracking])
  })

  it.each([/bulk_update$/, /:quick_preview$/, /:create_version$/])(
    're-creates its workspace that a user deletes before %s',
    async (call) => {
      const customer = await readyCustomer(sandbox())
      const tracking = await customer.draft()
      meanwhile(call, () => deleteWorkspaces(customer))
      const run = await customer.sync()
      expect(run).toMatchObject({ status: 'RUNNING', attempts: 1, ...retryingFailure('entity_not_found') })
      expect(await takeUp(customer, run.id)).toMatchObject({
        status: 'SUCCEEDED',
        attempts: 2,
        errorCode: null,
      })
      await expectAllLive(sandbox(), customer, [tracking])
    },
  )

  it('reports a clash with what a user published meanwhile, and goes on once it is cleared', async () => {
    const customer = await readyCustomer(sandbox())
    const tracking = await customer.draft()
    await customer.sync()
    const path = `/v1/trackings/${tracking.id}`
    expect((await api(customer.tenant.admin).patch(path, { eventName: 'other' })).status).toBe(200)
    const { container } = customer
    meanwhile(/:quick_preview$/, () => {
      const [trigger] = container.versions.get('1')?.contents.trigger.values() ?? []
      if (!trigger) throw new Error('no trigger is live')
      const { id, body } = trigger
      const update = { status: 'updated', kind: 'trigger', id, fingerprint: undefined } as const
      const changes = [{ ...update, body: { ...body, notes: `${body.notes}, seen by Anna` } }]
      sandbox().publishByHand(container.publicId, { changes })
    })
    const run = await sync(customer)
    expect(run).toMatchObject({ status: 'RUNNING', attempts: 1, ...retryingFailure('workspace_conflict') })
    const clash = await takeUp(customer, run.id)
    expect(clash).toMatchObject({ status: 'FAILED', errorCode: 'workspace_changed' })
    expect(clash.errorMessage).toContain('Delete that workspace')
    deleteWorkspaces(customer)
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED', versionId: '3' })
    await expectAllLive(sandbox(), customer, [await customer.tracking(tracking.id)])
  })

  it('names what has its name already, and goes on once that is renamed', async () => {
    const customer = await readyCustomer(sandbox())
    const tracking = await customer.draft()
    const name = `OCT - Newsletter - ${tracking.id.slice(-8)}`
    sandbox().editByHand(customer.container.publicId, (person) => {
      for (const taken of ['OCT - Newsletter', name]) person.add('tag', htmlTag(taken))
    })
    let run = await customer.sync()
    for (const attempts of [1, 2]) {
      expect(run).toMatchObject({ status: 'RUNNING', attempts, ...retryingFailure('duplicate_name') })
      run = await takeUp(customer, run.id)
    }
    expect(run).toMatchObject({ status: 'FAILED', attempts: 3, ...runFailure('duplicate_name') })
    expect((await customer.tracking(tracking.id)).syncErrorMessage).toContain(`“${name}”`)
    for (const { body } of customer.container.versions.get('1')?.contents.tag.values() ?? [])
      body.name = `Foreign ${body.name}`
    deleteWorkspaces(customer)
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
    await expectAllLive(sandbox(), customer, [tracking])
  })

  it('knows its own trigger and tag, whatever they are called, and leaves their names', async () => {
    const customer = await readyCustomer(sandbox())
    const tracking = await customer.draft()
    await customer.sync()
    const before = await customer.tracking(tracking.id)
    const contents = customer.container.versions.get('1')?.contents
    for (const { body } of [...(contents?.tag.values() ?? []), ...(contents?.trigger.values() ?? [])]) {
      if (body.name.startsWith('OCT - Newsletter')) body.name = 'Renamed by hand'
    }
    await api(customer.tenant.admin).patch(`/v1/trackings/${tracking.id}`, { eventName: 'other' })
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
    const { gtmTagId, gtmTriggerId } = before
    const after = await customer.tracking(tracking.id)
    expect(after).toMatchObject({ gtmTagId, gtmTriggerId })
    const { tags = [], triggers = [] } =
      sandbox().observe().containers[customer.container.publicId]?.liveContents ?? {}
    expect(tags.map(({ name }) => name)).toContain('Renamed by hand')
    expect(triggers.map(({ name }) => name)).toEqual(['Renamed by hand'])
    expect(tags.filter(({ type }) => type === 'awct')).toHaveLength(1)
  })

  it('publishes its version although a user has edited the description of it', async () => {
    const customer = await readyCustomer(sandbox())
    const tracking = await customer.draft()
    meanwhile(/:publish/, () => {
      for (const version of customer.container.versions.values()) version.fingerprint = 'edited'
    })
    const run = await customer.sync()
    expect(run).toMatchObject({ status: 'RUNNING', ...retryingFailure('fingerprint_conflict') })
    expect(await takeUp(customer, run.id)).toMatchObject({ status: 'SUCCEEDED', versionId: '1' })
    await expectAllLive(sandbox(), customer, [tracking])
  })

  it('ships nothing that a failed run has drafted for a tracking deleted since', async () => {
    const customer = await readyCustomer(sandbox())
    const compile = { service: 'tagmanager', operation: 'quick_preview' } as const
    const { tracking } = await disturb(sandbox(), customer, compile, { compileError: true })
    expect((await api(customer.tenant.admin).delete(`/v1/trackings/${tracking.id}`)).status).toBe(204)
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED', versionId: null })
    await customer.draft({ name: 'Second' })
    expect(await sync(customer)).toMatchObject({ status: 'SUCCEEDED', versionId: '1' })
    const { tags = [], triggers } =
      sandbox().observe().containers[customer.container.publicId]?.liveContents ?? {}
    expect(tags.filter(({ type }) => type === 'awct')).toHaveLength(1)
    expect(triggers).toHaveLength(1)
  })

  it('gives up an error of Google’s that stays after six tries, and succeeds when it is gone', async () => {
    const customer = await readyCustomer(sandbox())
    const tracking = await customer.draft()
    const broken = { service: 'tagmanager', operation: 'quick_preview', times: 6 } as const
    sandbox().faults.next(broken, { status: 500 })
    let run = await takeUp(customer, (await waitingRun(customer.id)) ?? '')
    while (run.status === 'RUNNING') run = await takeUp(customer, run.id)
    expect(run).toMatchObject({ status: 'FAILED', attempts: 6, ...runFailure('server_error') })
    expect(await customer.tracking(tracking.id)).toMatchObject({ syncStatus: 'FAILED' })
    expect(await syncAgain(customer, run)).toMatchObject({ status: 'SUCCEEDED' })
    await expectAllLive(sandbox(), customer, [tracking])
  })
})
