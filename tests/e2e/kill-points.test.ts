import { describe, expect, it } from 'vitest'
import { SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import { api } from '../fixtures/api.ts'
import { ownerPool } from '../fixtures/database.ts'
import { sampled } from '../fixtures/depth.ts'
import { freeQuota, makeDue, quietQueue } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'
import { runSync } from '../fixtures/run-sync.ts'
import type { Interruption } from '../fixtures/stop-points.ts'
import { stoppableProcesses } from '../fixtures/stoppable-process.ts'

const {
  sandbox,
  points: pointsMet,
  work,
} = stoppableProcesses(new URL('../fixtures/sync-process.ts', import.meta.url))
const owner = ownerPool()

/** A customer with four drafts and a run that is due. */
async function dueCustomer(): Promise<{ customer: ReadyCustomer; runId: string }> {
  await quietQueue()
  const customer = await readyCustomer(sandbox())
  for (const name of ['A', 'B', 'C', 'D']) await customer.draft({ name, eventName: name })
  const { rows } = await owner.query<{ id: string }>(
    `update sync_run set run_at = now() - interval '1 second' where customer_id = $1 returning id`,
    [customer.id],
  )
  return { customer, runId: rows[0]?.id ?? '' }
}

/** The same once they are live. */
async function liveCustomer(): Promise<ReadyCustomer> {
  const { customer, runId } = await dueCustomer()
  await runSync({ runId, deadline: new Date(Date.now() + 20_000) })
  return customer
}

/** Edits the first of its trackings, and deletes the second. */
async function editAndDelete(customer: ReadyCustomer): Promise<void> {
  const { rows: trackings } = await owner.query<{ id: string }>(
    `select id from tracking where customer_id = $1 order by name`,
    [customer.id],
  )
  const [edited, deleted] = trackings.map(({ id }) => `/v1/trackings/${id}`)
  const admin = api(customer.tenant.admin)
  expect((await admin.patch(edited ?? '', { eventName: 'other' })).status).toBe(200)
  expect((await admin.delete(deleted ?? '')).status).toBe(204)
}

/** The same once they are live, somebody went back from a version of their own, and one was edited and one deleted. */
async function changedCustomer(): Promise<{ customer: ReadyCustomer; runId: string }> {
  const customer = await liveCustomer()
  const { publicId } = customer.container
  sandbox().publishByHand(publicId)
  sandbox().publishVersionByHand(publicId, '1')
  await editAndDelete(customer)
  await freeQuota()
  const { rows } = await owner.query<{ id: string }>(
    `update sync_run set run_at = now() - interval '1 second', mode = 'sync', builds_on_live = true
     where customer_id = $1 and status = 'QUEUED' returning id`,
    [customer.id],
  )
  return { customer, runId: rows[0]?.id ?? '' }
}

/** A second version of ours is live, and a rollback is due; for `our_changes`, other people have published since. */
async function rolledBackCustomer(mode: 'previous_version' | 'our_changes') {
  const customer = await liveCustomer()
  await editAndDelete(customer)
  await customer.draft({ name: 'E', eventName: 'E' })
  expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
  if (mode === 'our_changes') sandbox().publishByHand(customer.container.publicId)
  await freeQuota()
  await owner.query(`update customer set hold = true where id = $1`, [customer.id])
  const { rows } = await owner.query<{ id: string }>(
    `insert into sync_run (organization_id, customer_id, kind, run_at, request)
     select organization_id, id, 'ROLLBACK', now() - interval '1 second', $2::jsonb from customer where id = $1
     returning id`,
    [customer.id, JSON.stringify({ rollback: mode, undoes: '2' })],
  )
  return { customer, runId: rows[0]?.id ?? '' }
}

/** The same with a sync that applies a plan of it, and nothing else. */
async function plannedCustomer(): Promise<{ customer: ReadyCustomer; runId: string }> {
  const { customer, runId } = await changedCustomer()
  const path = `/v1/customers/${customer.id}/plan`
  const { plan } = (await api(customer.tenant.admin).post(path, { buildOnLive: true })).as(
    SyncRunWithJobsView,
  )
  expect(plan?.changes.length).toBeGreaterThan(3)
  await freeQuota()
  await owner.query(`update sync_run set request = $2 where id = $1`, [runId, { planDigest: plan?.digest }])
  return { customer, runId }
}

/** Everything at Google and on record, without what differs from one customer to the next. */
async function finalState(customer: ReadyCustomer, runId: string) {
  const google = sandbox().observe()
  const container = google.containers[customer.container.publicId]
  const plain = (name: string) => name.replace(/[0-9a-f]{8}/, 'ID')
  const run = await customer.run(runId)
  const { rows: trackings } = await owner.query(
    `select name, sync_status, synced_version, gtm_trigger_id is not null and gtm_tag_id is not null as placed,
       conversion_label is not null as labelled, deployment_state, applied #> '{googleAds,tag}' is not null as applied
     from tracking where customer_id = $1 order by name`,
    [customer.id],
  )
  return {
    versions: container?.versions,
    live: container?.live,
    workspaces: container?.workspaces,
    tags: container?.liveContents.tags.map(({ name }) => plain(name)).sort(),
    triggers: container?.liveContents.triggers.map(({ name }) => plain(name)).sort(),
    builtIns: container?.liveContents.builtIns,
    actions: google.ads[customer.adsAccountId]?.map(({ name, status }) => [plain(name), status]).sort(),
    run: {
      status: run.status,
      errorCode: run.errorCode,
      versionId: run.versionId,
      jobs: run.jobs.map(({ status }) => status),
    },
    trackings,
    findings: await openFindings(customer.id),
  }
}

async function openFindings(customerId: string): Promise<string[]> {
  const { rows } = await owner.query<{ code: string }>(
    `select code from finding where customer_id = $1 and resolved_at is null order by code`,
    [customerId],
  )
  return rows.map(({ code }) => code)
}

function objectCounts(state: Awaited<ReturnType<typeof finalState>>): string {
  const { versions = [], tags = [], triggers = [], actions = [] } = state
  return `${versions.length} versions, ${tags.length} tags, ${triggers.length} triggers, ${actions.length} conversion actions`
}

/** Runs in a process of its own, interrupted at the point, and lets the sweep finish what is left. */
async function runInterrupted(runId: string, at?: { index: number; how: Interruption }): Promise<void> {
  await work(runId, at)
  await freeQuota()
  // The killed process may hold its rows until PostgreSQL has noticed; the sweep passes them by until then.
  await expect
    .poll(
      async () => {
        await owner.query(`select 1 from sync_run where id = $1 for update`, [runId])
        await owner.query(`update sync_run set run_at = now() where id = $1 and status = 'QUEUED'`, [runId])
        const { rowCount } = await owner.query(
          `select from sync_run where id = $1 and status in ('QUEUED', 'RUNNING')`,
          [runId],
        )
        if (rowCount === 0) return 'ended'
        await makeDue(runId)
        await runSync({ runId, deadline: new Date(Date.now() + 20_000) })
        return 'under way'
      },
      { timeout: 120_000 },
    )
    .toBe('ended')
}

describe('a run whose process is interrupted', () => {
  it.each([
    {
      title: 'that brings a fresh container live',
      given: dueCustomer,
      versions: ['1'],
      calls: 13,
      every: 15,
    },
    {
      title: 'that builds on what is live',
      given: changedCustomer,
      versions: ['1', '2', '3'],
      calls: 11,
      every: 20,
    },
    {
      title: 'that goes back to the previous version',
      given: () => rolledBackCustomer('previous_version'),
      versions: ['1', '2'],
      calls: 9,
      every: 25,
    },
    {
      title: 'that takes our changes out of what is live',
      given: () => rolledBackCustomer('our_changes'),
      versions: ['1', '2', '3', '4'],
      calls: 14,
      every: 25,
    },
    {
      title: 'that applies a plan',
      given: plannedCustomer,
      versions: ['1', '2', '3'],
      calls: 15,
      every: 25,
    },
  ])(
    '$title at any call to Google or any commit ends as if nothing had happened',
    async (scenario) => {
      const undisturbed = await scenario.given()
      const before = objectCounts(await finalState(undisturbed.customer, undisturbed.runId))
      await runInterrupted(undisturbed.runId)
      const points = pointsMet()
      const expected = await finalState(undisturbed.customer, undisturbed.runId)
      expect(expected).toMatchObject({ run: { status: 'SUCCEEDED' }, versions: scenario.versions })

      const interruptions = points.flatMap(({ kind, name }, index) =>
        (kind === 'google' ? (['before', 'after', 'lost'] as const) : (['before', 'after'] as const)).map(
          (how) => ({ index, how, name, kind }),
        ),
      )
      const tried = sampled(interruptions, scenario.every, ({ kind, how }) => `${kind} ${how}`)
      for (const { index, how, name } of tried) {
        const { customer, runId } = await scenario.given()
        await runInterrupted(runId, { index, how })
        expect(await finalState(customer, runId), `interrupted ${how} ${name} (point ${index})`).toEqual(
          expected,
        )
      }
      const calls = points.filter(({ kind }) => kind === 'google').length
      process.stdout.write(
        `${tried.length} of ${interruptions.length} interruptions of one run: ${calls} calls to Google (stopped before, after, answer lost), ` +
          `${points.length - calls} commits (stopped before, after)\n` +
          `At Google before: ${before}; after each of them, as after none: ${objectCounts(expected)}\n`,
      )
      expect(calls).toBeGreaterThanOrEqual(scenario.calls)
    },
    1_200_000,
  )
})
