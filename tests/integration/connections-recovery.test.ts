import { http } from 'msw'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ConnectionView } from '../../lib/connections/connection-view.ts'
import { refreshTokens } from '../../lib/cron/refresh-tokens.ts'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import type { Person as Login } from '../../lib/dev/google-sandbox/state/state.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { api } from '../fixtures/api.ts'
import { connect } from '../fixtures/consent.ts'
import { ownerPool } from '../fixtures/database.ts'
import { quietConnections } from '../fixtures/due-connection.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'

// One test makes more calls here than Google admits in 100 seconds; the quota has tests of its own.
const { server, sandbox } = googleTests({ quota: { perWindow: 1_000 } })
const owner = ownerPool()
const logged: LogEntry[] = []

beforeAll(() => setLogSink((entry) => logged.push(entry)))
beforeEach(async () => {
  await quietConnections()
  logged.length = 0
})

const losses = () => logged.filter(({ event }) => event === 'connection.lost')

/** The login of the one customer of this test. */
function onlyLogin(): Login {
  const [login, ...others] = sandbox().state.people.values()
  if (!login || others.length > 0) throw new Error('expected one login')
  return login
}

const shown = async ({ tenant, id }: ReadyCustomer) =>
  (await api(tenant.admin).get(`/v1/customers/${id}`)).as(CustomerView)

/** What visitors and the Ads account have of the customer's trackings. */
function deployed({ container, adsAccountId }: ReadyCustomer) {
  const { containers, ads } = sandbox().observe()
  const tags = containers[container.publicId]?.liveContents.tags ?? []
  return {
    conversionTags: tags.filter(({ type }) => type === 'awct').length,
    linkers: tags.filter(({ type }) => type === 'gclidw').length,
    triggers: containers[container.publicId]?.liveContents.triggers.length,
    actions: ads[adsAccountId]?.length,
  }
}

describe('a grant that is withdrawn during a sync', () => {
  it('a grant withdrawn during a sync fails it with the next step; reconnected, the sync ends, nothing doubled or lost', async () => {
    const customer = await readyCustomer(sandbox())
    const { sub, email } = onlyLogin()
    const first = await customer.draft()
    await customer.sync()
    const second = await customer.draft({ name: 'Second', eventName: 'second' })
    server.use(http.post(/bulk_update$/, () => void sandbox().revokeGrant(sub), { once: true }))

    const failed = await customer.sync()

    expect(failed).toMatchObject({
      status: 'FAILED',
      errorCode: 'grant_revoked',
      errorMessage: expect.stringContaining('Connect the Google account again'),
    })
    expect(await customer.tracking(second.id)).toMatchObject({
      syncStatus: 'FAILED',
      syncErrorCode: 'grant_revoked',
      syncErrorMessage: expect.stringContaining('nothing is lost'),
    })
    expect(await customer.tracking(first.id)).toMatchObject({ syncStatus: 'SUCCESS' })
    expect(await shown(customer)).toMatchObject({ status: 'ERROR', connection: { status: 'ERROR' } })
    expect(losses()).toMatchObject([{ googleAccountId: sub, customers: 1 }])
    const rejected = await api(customer.tenant.admin).post(`/v1/customers/${customer.id}/sync`)
    expect([rejected.status, rejected.problem.detail]).toEqual([
      409,
      expect.stringContaining('Connect it again'),
    ])

    await connect(customer.tenant.admin, customer.id, email)
    const recovered = await shown(customer)
    expect(recovered).toMatchObject({
      id: customer.id,
      status: 'READY',
      googleContainerId: customer.container.publicId,
      connection: { googleAccountId: sub, status: 'ACTIVE' },
    })
    await freeQuota()
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
    expect(await customer.tracking(second.id)).toMatchObject({ syncStatus: 'SUCCESS', syncErrorCode: null })
    expect(deployed(customer)).toEqual({ conversionTags: 2, linkers: 1, triggers: 2, actions: 2 })
    expect(losses()).toHaveLength(1)
  })
})

describe('a grant that is withdrawn while nothing runs', () => {
  it('a grant withdrawn while nothing runs is found by the sweep; what is drafted then is live after connecting again', async () => {
    const customer = await readyCustomer(sandbox())
    const { sub, email } = onlyLogin()
    sandbox().revokeGrant(sub)
    await owner.query(
      `update google_connection set refresh_due_at = now() - interval '1 second' where google_account_id = $1`,
      [sub],
    )
    expect(await refreshTokens('sweep')).toEqual({
      refreshed: 0,
      failed: 0,
      unreadable: 0,
      lost: 1,
      skipped: 0,
    })
    const { id } = await customer.draft()
    expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'PENDING' })
    await connect(customer.tenant.admin, customer.id, email)
    const { rows } = await owner.query('select status from sync_run where customer_id = $1', [customer.id])
    expect(rows).toEqual([{ status: 'QUEUED' }])
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '1' })
    expect(deployed(customer)).toEqual({ conversionTags: 1, linkers: 1, triggers: 1, actions: 1 })
  })
})

describe('a login that the agency disconnects', () => {
  it('a login that is disconnected leaves everything live at Google, and continues once it is connected again', async () => {
    const customer = await readyCustomer(sandbox())
    const { sub, email } = onlyLogin()
    const first = await customer.draft()
    await customer.sync()
    const live = sandbox().observe()

    const path = `/v1/connections/${sub}`
    expect((await api(customer.tenant.admin).delete(path)).status).toBe(200)
    expect(sandbox().observe()).toEqual(live)
    expect(await customer.tracking(first.id)).toMatchObject({ syncStatus: 'SUCCESS' })
    expect(await shown(customer)).toMatchObject({
      status: 'NOT_CONNECTED',
      connection: { status: 'DISCONNECTED' },
    })
    await customer.draft({ name: 'Second', eventName: 'second' })

    await connect(customer.tenant.admin, customer.id, email)
    expect((await api(customer.tenant.admin).get(path)).as(ConnectionView).status).toBe('ACTIVE')
    await freeQuota()
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '2', previousLiveId: '1' })
    expect(deployed(customer)).toEqual({ conversionTags: 2, linkers: 1, triggers: 2, actions: 2 })
  })
})
