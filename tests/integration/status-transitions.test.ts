import { describe, expect, it } from 'vitest'
import { CONNECTION_TRANSITIONS } from '../../lib/model/connection-status.ts'
import type { CustomerStatus } from '../../lib/model/customer-status.ts'
import { CUSTOMER_TRANSITIONS } from '../../lib/model/customer-status.ts'
import { SYNC_JOB_TRANSITIONS } from '../../lib/model/sync-job-status.ts'
import { SYNC_RUN_TRANSITIONS } from '../../lib/model/sync-run-status.ts'
import { SYNC_STATUS_TRANSITIONS } from '../../lib/model/sync-status.ts'
import type { Transitions } from '../../lib/model/transitions.ts'
import { api } from '../fixtures/api.ts'
import { connect } from '../fixtures/consent.ts'
import { FACTS_OF } from '../fixtures/customer-facts.ts'
import { ownerPool } from '../fixtures/database.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'
import { recordStatusChanges, type STATUS_COLUMNS } from '../fixtures/status-changes.ts'
import { statusWriters } from '../fixtures/status-writers.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const { forget, seen } = recordStatusChanges()
const owner = ownerPool()

const ALLOWED: Record<keyof typeof STATUS_COLUMNS, Transitions<string>> = {
  sync_run: SYNC_RUN_TRANSITIONS,
  sync_job: SYNC_JOB_TRANSITIONS,
  tracking: SYNC_STATUS_TRANSITIONS,
  customer: CUSTOMER_TRANSITIONS,
  google_connection: CONNECTION_TRANSITIONS,
}

type Scenario = {
  title: string
  /** What has to be there before. */
  given?: (customer: ReadyCustomer) => Promise<unknown>
  act: (customer: ReadyCustomer) => Promise<unknown>
  changes: string[]
  publishMode?: 'AUTO' | 'MANUAL'
}

const as = ({ tenant }: ReadyCustomer) => api(tenant.admin)
const change = (customer: ReadyCustomer, body: object) =>
  as(customer).patch(`/v1/customers/${customer.id}`, body)
const edit = (customer: ReadyCustomer, id: string) =>
  as(customer).patch(`/v1/trackings/${id}`, { name: 'Other' })
const set = (table: string, { tenant }: ReadyCustomer, status: string) =>
  owner.query(`update ${table} set status = $2 where organization_id = $1`, [tenant.organizationId, status])
const setCustomer = (status: CustomerStatus) => (customer: ReadyCustomer) =>
  owner.query(`update customer set ${FACTS_OF[status]} where id = $1`, [customer.id])
const setLogin = (status: string) => (customer: ReadyCustomer) => set('google_connection', customer, status)
const noContainer = ({ id }: ReadyCustomer) =>
  owner.query('update customer set container_path = null, google_container_id = null where id = $1', [id])
const login = () => [...sandbox().state.people.values()][0] ?? expect.fail('the sandbox has no login')
const reconnect = ({ tenant, id }: ReadyCustomer) => connect(tenant.admin, id, login().email)
const disconnect = (customer: ReadyCustomer) => as(customer).delete(`/v1/connections/${login().sub}`)
const pause = (customer: ReadyCustomer) => change(customer, { paused: true })
const resume = (customer: ReadyCustomer) => change(customer, { paused: false })
/** Google ends the grant, and the next call to Google finds out. */
async function loseGrant(customer: ReadyCustomer): Promise<void> {
  sandbox().revokeGrant(login().sub)
  await owner.query(
    'update google_connection set token_expires_at = now(), refresh_due_at = now() where organization_id = $1',
    [customer.tenant.organizationId],
  )
  await as(customer).get(`/v1/customers/${customer.id}/google`)
}
const removeOrganization = (customer: ReadyCustomer) =>
  as(customer).delete('/v1/organization?confirmName=Agency')
const restore = (customer: ReadyCustomer) => as(customer).post(`/v1/customers/${customer.id}/restore`)
const remove = (customer: ReadyCustomer) => as(customer).delete(`/v1/customers/${customer.id}`)
const removeTracking = (customer: ReadyCustomer, id: string) => as(customer).delete(`/v1/trackings/${id}`)
const detach = (customer: ReadyCustomer) =>
  as(customer).post(`/v1/customers/${customer.id}/detach`, { what: 'container' })
const draftAndSync = async (customer: ReadyCustomer) => {
  const { id } = await customer.draft()
  await customer.sync()
  await freeQuota()
  return id
}
const cannotCompile = () =>
  sandbox().faults.next({ service: 'tagmanager', operation: 'quick_preview' }, { compileError: true })
const isDown = () =>
  sandbox().faults.next({ service: 'tagmanager', operation: 'live_version' }, { status: 503 })

/** What a run and its jobs go through from the queue to their end. */
const TAKEN = ['sync_job: QUEUED → RUNNING', 'sync_run: QUEUED → RUNNING']
const SUCCEEDED = ['sync_job: RUNNING → SUCCEEDED', 'sync_run: RUNNING → SUCCEEDED']
const FAILED = ['sync_job: RUNNING → FAILED', 'sync_run: RUNNING → FAILED']
const onlyTracking = (customer: ReadyCustomer) =>
  owner
    .query<{ id: string }>('select id from tracking where customer_id = $1 order by id', [customer.id])
    .then(({ rows }) => rows[0]?.id ?? '')

const release = async (customer: ReadyCustomer) => {
  const path = `/v1/trackings/${await onlyTracking(customer)}/release`
  expect((await as(customer).post(path)).status).toBe(204)
}

const SCENARIOS: Scenario[] = [
  {
    title: 'a sync that succeeds',
    given: (customer) => customer.draft(),
    act: (customer) => customer.sync(),
    changes: [...TAKEN, ...SUCCEEDED, 'tracking: PENDING → IN_PROGRESS', 'tracking: IN_PROGRESS → SUCCESS'],
  },
  {
    title: 'a sync that fails',
    given: (customer) => customer.draft().then(cannotCompile),
    act: (customer) => customer.sync(),
    changes: [...TAKEN, ...FAILED, 'tracking: PENDING → IN_PROGRESS', 'tracking: IN_PROGRESS → FAILED'],
  },
  {
    title: 'a sync after one that failed',
    given: (customer) => customer.draft().then(cannotCompile).then(customer.sync),
    act: (customer) => customer.sync(),
    changes: [...TAKEN, ...SUCCEEDED, 'tracking: FAILED → IN_PROGRESS', 'tracking: IN_PROGRESS → SUCCESS'],
  },
  {
    title: 'an edit after a sync that failed',
    given: (customer) => customer.draft().then(cannotCompile).then(customer.sync),
    act: async (customer) => edit(customer, await onlyTracking(customer)),
    changes: ['tracking: FAILED → PENDING'],
  },
  {
    title: 'an edit of a tracking that is synced',
    given: draftAndSync,
    act: async (customer) => edit(customer, await onlyTracking(customer)),
    changes: ['tracking: SUCCESS → PENDING'],
  },
  {
    title: 'the deletion of a tracking that was never synced',
    given: (customer) => customer.draft(),
    act: async (customer) => as(customer).delete(`/v1/trackings/${await onlyTracking(customer)}`),
    changes: ['sync_job: QUEUED → CANCELLED', 'tracking: PENDING → SUCCESS'],
  },
  {
    title: 'the release of a tracking whose edit waits',
    given: draftAndSync,
    act: async (customer) => {
      await edit(customer, await onlyTracking(customer))
      await release(customer)
    },
    changes: ['sync_job: QUEUED → CANCELLED', 'tracking: PENDING → SUCCESS', 'tracking: SUCCESS → PENDING'],
  },
  {
    title: 'the release of a tracking whose sync failed',
    given: (customer) => customer.draft().then(cannotCompile).then(customer.sync),
    act: (customer) => release(customer),
    changes: ['tracking: FAILED → SUCCESS'],
  },
  {
    title: 'a sync that awaits publishing',
    publishMode: 'MANUAL',
    given: (customer) => customer.draft(),
    act: (customer) => customer.sync(),
    changes: [
      ...TAKEN,
      'sync_run: RUNNING → AWAITING_PUBLISH',
      'tracking: IN_PROGRESS → AWAITING_PUBLISH',
      'tracking: PENDING → IN_PROGRESS',
    ],
  },
  {
    title: 'publishing what awaits it',
    publishMode: 'MANUAL',
    given: draftAndSync,
    act: (customer) => customer.publish(),
    changes: [
      'sync_run: AWAITING_PUBLISH → QUEUED',
      'sync_run: QUEUED → RUNNING',
      ...SUCCEEDED,
      'tracking: AWAITING_PUBLISH → IN_PROGRESS',
      'tracking: IN_PROGRESS → SUCCESS',
    ],
  },
  {
    title: 'an edit of a tracking that awaits publishing',
    publishMode: 'MANUAL',
    given: draftAndSync,
    act: async (customer) => edit(customer, await onlyTracking(customer)),
    changes: ['tracking: AWAITING_PUBLISH → PENDING'],
  },
  {
    title: 'letting go of a container with trackings that are synced',
    given: draftAndSync,
    act: detach,
    changes: ['customer: READY → SETUP_INCOMPLETE', 'tracking: SUCCESS → PENDING'],
  },
  {
    title: 'letting go of a container that was lost',
    given: (customer) => draftAndSync(customer).then(() => setCustomer('ERROR')(customer)),
    act: detach,
    changes: ['customer: ERROR → SETUP_INCOMPLETE', 'tracking: SUCCESS → PENDING'],
  },
  {
    title: 'letting go of a container with a removal that awaits publishing',
    publishMode: 'MANUAL',
    given: async (customer) => {
      await removeTracking(customer, await draftAndSync(customer))
      await customer.sync()
    },
    act: detach,
    changes: [
      'customer: READY → SETUP_INCOMPLETE',
      'sync_job: RUNNING → CANCELLED',
      'sync_run: AWAITING_PUBLISH → CANCELLED',
      'tracking: AWAITING_PUBLISH → SUCCESS',
    ],
  },
  {
    title: 'letting go of a container with a removal that has failed',
    given: async (customer) => {
      await removeTracking(customer, await draftAndSync(customer))
      cannotCompile()
      await customer.sync()
    },
    act: detach,
    changes: [
      'customer: READY → SETUP_INCOMPLETE',
      'sync_job: QUEUED → CANCELLED',
      'sync_run: QUEUED → CANCELLED',
      'tracking: FAILED → SUCCESS',
    ],
  },
  {
    title: 'publishing what an edit has superseded since',
    publishMode: 'MANUAL',
    given: async (customer) => edit(customer, await draftAndSync(customer)),
    act: (customer) => customer.publish(),
    changes: ['sync_run: AWAITING_PUBLISH → QUEUED', 'sync_run: QUEUED → RUNNING', ...SUCCEEDED],
  },
  {
    title: 'a sync in place of one that awaits publishing',
    publishMode: 'MANUAL',
    given: async (customer) => edit(customer, await draftAndSync(customer)),
    act: (customer) => customer.sync(),
    changes: [
      ...TAKEN,
      'sync_job: RUNNING → CANCELLED',
      'sync_run: AWAITING_PUBLISH → CANCELLED',
      'sync_run: RUNNING → AWAITING_PUBLISH',
      'tracking: IN_PROGRESS → AWAITING_PUBLISH',
      'tracking: PENDING → IN_PROGRESS',
    ],
  },
  {
    title: 'the deletion of an organization with a run that is postponed',
    given: (customer) => customer.draft().then(isDown).then(customer.sync),
    act: removeOrganization,
    changes: [
      'customer: READY → NOT_CONNECTED',
      'google_connection: ACTIVE → DISCONNECTED',
      'sync_job: RUNNING → CANCELLED',
      'sync_run: RUNNING → CANCELLED',
      'tracking: IN_PROGRESS → PENDING',
    ],
  },
  {
    title: 'the deletion of an organization with a run that is queued',
    given: (customer) => customer.draft(),
    act: removeOrganization,
    changes: [
      'customer: READY → NOT_CONNECTED',
      'google_connection: ACTIVE → DISCONNECTED',
      'sync_job: QUEUED → CANCELLED',
      'sync_run: QUEUED → CANCELLED',
    ],
  },
  {
    title: 'the choice of a container',
    given: noContainer,
    act: (customer) => change(customer, { googleContainerId: customer.container.publicId }),
    changes: ['customer: SETUP_INCOMPLETE → READY'],
  },
  { title: 'a pause', act: pause, changes: ['customer: READY → PAUSED'] },
  {
    title: 'a pause before the customer is connected',
    given: disconnect,
    act: pause,
    changes: ['customer: NOT_CONNECTED → PAUSED'],
  },
  {
    title: 'a pause before a container is chosen',
    given: noContainer,
    act: pause,
    changes: ['customer: SETUP_INCOMPLETE → PAUSED'],
  },
  {
    title: 'a pause after the container was lost',
    given: setCustomer('ERROR'),
    act: pause,
    changes: ['customer: ERROR → PAUSED'],
  },
  { title: 'a resume', given: pause, act: resume, changes: ['customer: PAUSED → READY'] },
  {
    title: 'a resume without a container',
    given: (customer) => pause(customer).then(() => noContainer(customer)),
    act: resume,
    changes: ['customer: PAUSED → SETUP_INCOMPLETE'],
  },
  {
    title: 'a resume after the login was disconnected',
    given: (customer) => pause(customer).then(() => disconnect(customer)),
    act: resume,
    changes: ['customer: PAUSED → NOT_CONNECTED'],
  },
  {
    title: 'a resume after the grant was lost',
    given: async (customer) => {
      await pause(customer)
      await loseGrant(customer)
    },
    act: resume,
    changes: ['customer: PAUSED → ERROR'],
  },
  {
    title: 'a grant that is lost before a container is chosen',
    given: noContainer,
    act: loseGrant,
    changes: ['customer: SETUP_INCOMPLETE → ERROR', 'google_connection: ACTIVE → ERROR'],
  },
  {
    title: 'a disconnect before a container is chosen',
    given: noContainer,
    act: disconnect,
    changes: ['customer: SETUP_INCOMPLETE → NOT_CONNECTED', 'google_connection: ACTIVE → DISCONNECTED'],
  },
  {
    title: 'a reconnect before a container is chosen',
    given: (customer) => noContainer(customer).then(() => disconnect(customer)),
    act: reconnect,
    changes: ['customer: NOT_CONNECTED → SETUP_INCOMPLETE', 'google_connection: DISCONNECTED → ACTIVE'],
  },
  {
    title: 'a disconnect',
    act: disconnect,
    changes: ['customer: READY → NOT_CONNECTED', 'google_connection: ACTIVE → DISCONNECTED'],
  },
  {
    title: 'a disconnect after the grant was lost',
    given: (customer) => setLogin('ERROR')(customer).then(() => setCustomer('ERROR')(customer)),
    act: disconnect,
    changes: ['customer: ERROR → NOT_CONNECTED', 'google_connection: ERROR → DISCONNECTED'],
  },
  {
    title: 'a reconnect after a disconnect',
    given: disconnect,
    act: reconnect,
    changes: ['customer: NOT_CONNECTED → READY', 'google_connection: DISCONNECTED → ACTIVE'],
  },
  {
    title: 'a reconnect after the grant was lost',
    given: (customer) => setLogin('ERROR')(customer).then(() => setCustomer('ERROR')(customer)),
    act: reconnect,
    changes: ['customer: ERROR → READY', 'google_connection: ERROR → ACTIVE'],
  },
  {
    title: 'a grant that is revoked at Google',
    given: (customer) => customer.draft().then(() => sandbox().revokeGrant(login().sub)),
    act: (customer) => customer.sync(),
    changes: [
      ...TAKEN,
      ...FAILED,
      'customer: READY → ERROR',
      'google_connection: ACTIVE → ERROR',
      'tracking: IN_PROGRESS → FAILED',
      'tracking: PENDING → IN_PROGRESS',
    ],
  },
  {
    title: 'a container that is lost',
    given: (customer) => customer.draft().then(() => customer.container.access.set(login().sub, 'edit')),
    act: (customer) => customer.sync(),
    changes: [
      ...TAKEN,
      ...FAILED,
      'customer: READY → ERROR',
      'tracking: IN_PROGRESS → FAILED',
      'tracking: PENDING → IN_PROGRESS',
    ],
  },
  {
    title: 'a container that is reached again',
    given: setCustomer('ERROR'),
    act: (customer) => customer.sync(),
    changes: ['customer: ERROR → READY', 'sync_run: QUEUED → RUNNING', 'sync_run: RUNNING → SUCCEEDED'],
  },
  {
    title: 'the restore of a customer whose login was lost meanwhile',
    given: (customer) => remove(customer).then(() => setLogin('ERROR')(customer)),
    act: restore,
    changes: ['customer: READY → ERROR'],
  },
  {
    title: 'the restore of a customer that was disconnected, whose login was lost meanwhile',
    given: async (customer) => {
      await disconnect(customer)
      await remove(customer)
      await setLogin('ERROR')(customer)
    },
    act: restore,
    changes: ['customer: NOT_CONNECTED → ERROR'],
  },
]

/** What writes each status column, and to what. A new writer needs a scenario above and a line here. */
const WRITERS: Record<string, string[]> = {
  'app.detach_customer': ['CANCELLED', 'PENDING', 'SUCCESS'],
  'app.mark_sync_pending': ['IN_PROGRESS', 'PENDING'],
  'app.release_frozen': ['IN_PROGRESS', 'QUEUED'],
  'app.release_tracking': ['CANCELLED', 'SUCCESS'],
  'app.restore_trackings': ['CANCELLED'],
  'app.soft_delete_organization': ['CANCELLED', 'DISCONNECTED', 'PENDING'],
  'app.soft_delete_trackings': ['CANCELLED', 'IN_PROGRESS', 'PENDING', 'SUCCESS'],
  'app.start_run': ['RUNNING'],
  'lib/connections/consent/complete-connection.ts': ['ACTIVE'],
  'lib/connections/disconnect.ts': ['DISCONNECTED'],
  'lib/connections/tokens/renew-tokens.ts': ['ERROR'],
  'lib/customers/resume-customer.ts': ['CANCELLED'],
  // A row that begins with it.
  'lib/inventory/adopt-tag.ts': ['SUCCESS'],
  'lib/sync/queue/request-publish.ts': ['IN_PROGRESS', 'QUEUED'],
  'lib/sync/run/add-repair-jobs.ts': ['CANCELLED'],
  'lib/sync/run/record-end.ts': ['AWAITING_PUBLISH', 'FAILED', 'PENDING', 'SUCCEEDED', 'SUCCESS'],
  'lib/sync/run/stop-runs.ts': ['CANCELLED', 'PENDING'],
  'lib/sync/run/take-jobs.ts': ['CANCELLED', 'IN_PROGRESS', 'RUNNING'],
}

describe('the statuses that change', () => {
  it.each(SCENARIOS)('by $title are these', async ({ given, act, changes, ...options }) => {
    const customer = await readyCustomer(sandbox(), options)
    await given?.(customer)
    await freeQuota()
    await forget()
    await act(customer)
    expect(await seen()).toEqual(changes.toSorted())
  })

  it('are those of the transition tables in lib/model, no more and no fewer', () => {
    const allowed = Object.entries(ALLOWED).flatMap(([table, transitions]) =>
      Object.entries(transitions).flatMap(([from, next]) => next.map((to) => `${table}: ${from} → ${to}`)),
    )
    const made = new Set(SCENARIOS.flatMap(({ changes }) => changes))
    expect([...made].toSorted()).toEqual(allowed.toSorted())
  })

  it('are written by these functions of the database and files of lib, each tried above', async () => {
    expect(await statusWriters()).toEqual(WRITERS)
  })
})
