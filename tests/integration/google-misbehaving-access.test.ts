import { http } from 'msw'
import { describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import type { Person as Login } from '../../lib/dev/google-sandbox/state/state.ts'
import { api } from '../fixtures/api.ts'
import { connect } from '../fixtures/consent.ts'
import { waitingRun } from '../fixtures/deployed.ts'
import { expectAllLive, runFailure, takeUp, trackingFailure } from '../fixtures/disturbed-sync.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'

const { server, sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })

/** The login of the one customer of a test. */
function onlyLogin(): Login {
  const [login, ...others] = sandbox().state.people.values()
  if (!login || others.length > 0) throw new Error('expected one login')
  return login
}

async function customerOf({ tenant, id }: ReadyCustomer): Promise<CustomerView> {
  return (await api(tenant.admin).get(`/v1/customers/${id}`)).as(CustomerView)
}

/** Syncs again and again, the waits in between over, until the run has ended. */
async function untilEnded(customer: ReadyCustomer) {
  await freeQuota()
  let run = await customer.sync()
  while (run.status === 'RUNNING') run = await takeUp(customer, run.id)
  return run
}

async function syncFreely(customer: ReadyCustomer) {
  await freeQuota()
  return customer.sync()
}

describe('a customer whose Google account', () => {
  it('may edit the container but make no version goes to ERROR, and back once a sync succeeds', async () => {
    const customer = await readyCustomer(sandbox())
    const { sub } = onlyLogin()
    const first = await customer.draft()
    customer.container.access.set(sub, 'edit')
    const rejected = await customer.sync()
    expect(rejected).toMatchObject({
      status: 'FAILED',
      attempts: 1,
      ...runFailure('container_access_denied'),
    })
    expect(await customer.tracking(first.id)).toMatchObject({
      syncStatus: 'FAILED',
      ...trackingFailure('container_access_denied'),
    })
    expect(await customerOf(customer)).toMatchObject({ status: 'ERROR', connection: { status: 'ACTIVE' } })

    const second = await customer.draft({ name: 'Second' })
    expect(await waitingRun(customer.id)).toBeUndefined()
    expect(await syncFreely(customer)).toMatchObject({ status: 'FAILED' })
    customer.container.access.set(sub, 'publish')
    expect(await syncFreely(customer)).toMatchObject({ status: 'SUCCEEDED', versionId: '1' })
    expect(await customerOf(customer)).toMatchObject({ status: 'READY' })
    await expectAllLive(sandbox(), customer, [first, second])
  })

  it('has the container back gets a run for what was drafted while it came back', async () => {
    const customer = await readyCustomer(sandbox())
    const { sub } = onlyLogin()
    const drafts = [await customer.draft()]
    customer.container.access.set(sub, 'edit')
    await customer.sync()
    customer.container.access.set(sub, 'publish')
    const draft = async () => void drafts.push(await customer.draft({ name: 'Meanwhile' }))
    server.use(http.post(/:publish/, draft, { once: true }))
    expect(await syncFreely(customer)).toMatchObject({ status: 'SUCCEEDED' })
    const next = await takeUp(customer, (await waitingRun(customer.id)) ?? '')
    expect(next).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
    await expectAllLive(sandbox(), customer, drafts)
  })

  it('may make versions but not publish them has the same version published once it may', async () => {
    const customer = await readyCustomer(sandbox())
    const { sub } = onlyLogin()
    const tracking = await customer.draft()
    customer.container.access.set(sub, 'approve')
    expect(await customer.sync()).toMatchObject({
      status: 'FAILED',
      versionId: '1',
      ...runFailure('container_access_denied'),
    })
    expect(sandbox().observe().containers[customer.container.publicId]).toMatchObject({ live: undefined })
    customer.container.access.set(sub, 'publish')
    expect(await syncFreely(customer)).toMatchObject({ status: 'SUCCEEDED', versionId: '1' })
    await expectAllLive(sandbox(), customer, [tracking])
  })

  it('has lost the container fails at the third try, and recovers by choosing it again', async () => {
    const customer = await readyCustomer(sandbox())
    const { sub } = onlyLogin()
    const tracking = await customer.draft()
    customer.container.access.set(sub, 'noAccess')
    expect(await untilEnded(customer)).toMatchObject({
      status: 'FAILED',
      attempts: 3,
      ...runFailure('container_not_found'),
    })
    expect(await customer.tracking(tracking.id)).toMatchObject(trackingFailure('container_not_found'))
    expect(await customerOf(customer)).toMatchObject({ status: 'ERROR' })

    customer.container.access.set(sub, 'publish')
    await freeQuota()
    const { admin } = customer.tenant
    const choice = { googleContainerId: customer.container.publicId }
    const chosen = (await api(admin).patch(`/v1/customers/${customer.id}`, choice)).as(CustomerView)
    expect(chosen.status).toBe('READY')
    expect(await syncFreely(customer)).toMatchObject({ status: 'SUCCEEDED' })
    await expectAllLive(sandbox(), customer, [tracking])
  })

  it('has withdrawn a permission loses its connection, and recovers by connecting with all of them', async () => {
    const customer = await readyCustomer(sandbox())
    const { email } = onlyLogin()
    const tracking = await customer.draft()
    const { accessTokens, refreshTokens } = sandbox().state
    for (const token of [...accessTokens.values(), ...refreshTokens.values()]) {
      token.scopes = token.scopes.filter((scope) => !scope.endsWith('tagmanager.publish'))
    }
    expect(await customer.sync()).toMatchObject({
      status: 'FAILED',
      attempts: 1,
      ...runFailure('scope_missing'),
    })
    expect(await customer.tracking(tracking.id)).toMatchObject(trackingFailure('scope_missing'))
    expect(await customerOf(customer)).toMatchObject({ status: 'ERROR', connection: { status: 'ERROR' } })
    expect((await api(customer.tenant.admin).post(`/v1/customers/${customer.id}/sync`)).status).toBe(409)

    expect((await connect(customer.tenant.admin, customer.id, email)).status).toBe(200)
    expect(await syncFreely(customer)).toMatchObject({ status: 'SUCCEEDED', versionId: '1' })
    await expectAllLive(sandbox(), customer, [tracking])
  })

  it.each(['conversionActions:mutate', 'bulk_update', ':create_version', ':publish'])(
    'withdraws the grant before %s loses its connection, and recovers by connecting again',
    async (call) => {
      const customer = await readyCustomer(sandbox())
      const { sub, email } = onlyLogin()
      const tracking = await customer.draft()
      const revoke = () => void sandbox().revokeGrant(sub)
      server.use(http.post(new RegExp(`${call}(\\?|$)`), revoke, { once: true }))
      expect(await customer.sync()).toMatchObject({
        status: 'FAILED',
        attempts: 1,
        ...runFailure('grant_revoked'),
      })
      expect(await customer.tracking(tracking.id)).toMatchObject({
        syncStatus: 'FAILED',
        ...trackingFailure('grant_revoked'),
      })
      expect(await customerOf(customer)).toMatchObject({ status: 'ERROR', connection: { status: 'ERROR' } })

      expect((await connect(customer.tenant.admin, customer.id, email)).status).toBe(200)
      expect(await syncFreely(customer)).toMatchObject({ status: 'SUCCEEDED' })
      expect(await customerOf(customer)).toMatchObject({ status: 'READY' })
      await expectAllLive(sandbox(), customer, [tracking])
    },
  )
})
