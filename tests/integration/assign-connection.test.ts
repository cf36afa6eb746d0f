import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { api } from '../fixtures/api.ts'
import { connectedCustomer, grantedCustomer, newContainerId, newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { waitingRun } from '../fixtures/deployed.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { readyCustomer } from '../fixtures/ready-customer.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const { sandbox } = googleTests()
const owner = ownerPool()

const assign = ({ admin }: NewTenant, customerId: string, googleAccountId: string, headers = {}) =>
  api(admin).with(headers).post(`/v1/customers/${customerId}/connection`, { googleAccountId })
const customerOf = async ({ admin }: NewTenant, id: string) =>
  (await api(admin).get(`/v1/customers/${id}`)).as(CustomerView)

/** An organization that has a login, and a customer that has none. */
async function loginAndCustomer() {
  const tenant = await newTenant()
  await grantedCustomer(tenant, 'login-1')
  return { tenant, customer: await newCustomer(tenant) }
}

const setLogin = ({ organizationId }: NewTenant, columns: string, googleAccountId = 'login-1') =>
  owner.query(
    `update google_connection set ${columns} where organization_id = $1 and google_account_id = $2`,
    [organizationId, googleAccountId],
  )

describe('POST customers/ID/connection', () => {
  it('gives a customer a login of the organization without asking Google, and returns it connected', async () => {
    const { tenant, customer } = await loginAndCustomer()
    const assigned = (await assign(tenant, customer.id, 'login-1')).as(CustomerView)
    expect(assigned).toMatchObject({
      googleAccountId: 'login-1',
      status: 'SETUP_INCOMPLETE',
      version: customer.version + 1,
      connection: { googleAccountId: 'login-1', status: 'ACTIVE', email: 'agency@google.test' },
    })
    expect(await customerOf(tenant, customer.id)).toEqual(assigned)
    expect(sandbox().calls).toEqual([])
  })

  it('serves a customer as a consent of its own would: its container can be chosen', async () => {
    const ready = await readyCustomer(sandbox())
    const { id } = await newCustomer(ready.tenant)
    const { googleAccountId } = await customerOf(ready.tenant, ready.id)
    await assign(ready.tenant, id, googleAccountId ?? '')
    const { publicId } = sandbox().addContainer({ publicId: newContainerId() })
    const chosen = await api(ready.tenant.admin).patch(`/v1/customers/${id}`, { googleContainerId: publicId })
    expect([chosen.status, chosen.body]).toMatchObject([
      200,
      { status: 'SETUP_INCOMPLETE', googleContainerId: publicId },
    ])
  })

  it('is on record as a change of the customer by the ADMIN', async () => {
    const { tenant, customer } = await loginAndCustomer()
    await assign(tenant, customer.id, 'login-1')
    const { body } = await api(tenant.admin).get(`/v1/audit-log?targetId=${customer.id}&limit=1`)
    expect(body).toMatchObject({
      data: [
        {
          actor: { kind: 'user' },
          action: 'customer.update',
          after: { googleAccountId: 'login-1' },
        },
      ],
    })
  })

  it('changes nothing when it is repeated', async () => {
    const { tenant, customer } = await loginAndCustomer()
    const first = await assign(tenant, customer.id, 'login-1')
    const again = await assign(tenant, customer.id, 'login-1')
    expect([again.status, again.body]).toEqual([200, first.body])
  })

  it('gives two concurrent requests one change', async () => {
    const { tenant, customer } = await loginAndCustomer()
    const both = await Promise.all([1, 2].map(() => assign(tenant, customer.id, 'login-1')))
    const codes = both.map(({ status }) => status).toSorted()
    // The second may have read the customer before the first changed it: told, and repeating is safe.
    expect(codes[0]).toBe(200)
    expect([200, 409]).toContain(codes[1])
    expect((await customerOf(tenant, customer.id)).version).toBe(customer.version + 1)
  })

  it('stops where the ETag is another', async () => {
    const { tenant, customer } = await loginAndCustomer()
    const stale = await assign(tenant, customer.id, 'login-1', { 'if-match': '"7"' })
    expect([stale.status, stale.problem.code]).toEqual([412, 'precondition_failed'])
    const right = await assign(tenant, customer.id, 'login-1', { 'if-match': `"${customer.version}"` })
    expect(right.status).toBe(200)
  })

  it("has one problem for another organization's login and for one that nobody has", async () => {
    const { tenant, customer } = await loginAndCustomer()
    await grantedCustomer(await newTenant(), 'login-of-another')
    const foreign = await assign(tenant, customer.id, 'login-of-another')
    const absent = await assign(tenant, customer.id, 'login-nobody-has')
    expect([foreign.status, foreign.faults]).toEqual([404, ['body.googleAccountId']])
    expect(foreign.body).toEqual({
      ...absent.problem,
      ...(absent.body as object),
      requestId: expect.anything(),
    })
    expect((await customerOf(tenant, customer.id)).googleAccountId).toBeNull()
  })

  it("has one problem for another organization's customer and for one that nobody has", async () => {
    const { tenant } = await loginAndCustomer()
    const { id: foreign } = await newCustomer(await newTenant())
    for (const id of [foreign, randomUUID()]) {
      const rejected = await assign(tenant, id, 'login-1')
      expect([rejected.status, rejected.problem.detail]).toEqual([404, 'No such customer.'])
    }
  })

  it.each([
    ['lost', "status = 'ERROR', error_code = 'grant_revoked'"],
    [
      'disconnected',
      "status = 'DISCONNECTED', access_token = null, refresh_token = null, refresh_due_at = null",
    ],
  ])('a login that is %s serves no further customer, and the problem says what to do', async (_, columns) => {
    const { tenant, customer } = await loginAndCustomer()
    await setLogin(tenant, columns)
    const rejected = await assign(tenant, customer.id, 'login-1')
    expect([rejected.status, rejected.problem.code, rejected.faults]).toEqual([
      409,
      'conflict',
      ['body.googleAccountId'],
    ])
    expect(rejected.problem.detail).toContain('connect one of its customers again')
  })

  it('a login that is lost at the same moment takes the customer along or rejects it', async () => {
    const { tenant, customer } = await loginAndCustomer()
    const client = await owner.connect()
    try {
      await client.query('begin')
      await client.query(
        `update google_connection set status = 'ERROR', error_code = 'grant_revoked' where organization_id = $1`,
        [tenant.organizationId],
      )
      const waiting = assign(tenant, customer.id, 'login-1')
      await client.query('commit')
      expect((await waiting).status).toBe(409)
    } finally {
      client.release()
    }
  })

  it('a customer that had lost its login recovers through another, with its container, and gets a run', async () => {
    const tenant = await newTenant()
    const { id, googleContainerId } = await connectedCustomer(tenant)
    await grantedCustomer(tenant, 'login-2')
    await setLogin(tenant, "status = 'ERROR', error_code = 'grant_revoked'")
    await owner.query("update customer set google_access = 'LOST' where id = $1", [id])
    const assigned = (await assign(tenant, id, 'login-2')).as(CustomerView)
    expect(assigned).toMatchObject({ status: 'READY', googleContainerId, googleAccountId: 'login-2' })
    expect(await waitingRun(id)).toBeUndefined()
    await api(tenant.admin).post('/v1/trackings', {
      customerId: id,
      name: 'Lead',
      type: 'CUSTOM_EVENT',
      eventName: 'lead',
    })
    expect(await waitingRun(id)).toBeDefined()
  })

  it('a paused customer stays paused with its new login', async () => {
    const tenant = await newTenant()
    const { id } = await connectedCustomer(tenant)
    await grantedCustomer(tenant, 'login-2')
    await api(tenant.admin).patch(`/v1/customers/${id}`, { paused: true })
    expect((await assign(tenant, id, 'login-2')).as(CustomerView)).toMatchObject({
      status: 'PAUSED',
      googleAccountId: 'login-2',
    })
  })

  it('is an ADMIN’s to do', async () => {
    const { tenant, customer } = await loginAndCustomer()
    const member = await tenant.join('MEMBER')
    const denied = await api(member).post(`/v1/customers/${customer.id}/connection`, {
      googleAccountId: 'login-1',
    })
    expect([denied.status, denied.problem.code]).toEqual([403, 'forbidden'])
  })
})

describe('a customer that is created with a login', () => {
  const shop = { name: 'Shop', websiteUrl: 'https://shop.example' }

  it('is connected at once', async () => {
    const { tenant } = await loginAndCustomer()
    const created = await api(tenant.admin).post('/v1/customers', { ...shop, googleAccountId: 'login-1' })
    expect([created.status, created.body]).toMatchObject([
      201,
      { status: 'SETUP_INCOMPLETE', connection: { googleAccountId: 'login-1', status: 'ACTIVE' } },
    ])
  })

  it('is not created where the login is not there or lost, or the caller is a MEMBER', async () => {
    const { tenant } = await loginAndCustomer()
    const member = await tenant.join('MEMBER')
    const body = { ...shop, googleAccountId: 'login-1' }
    const denied = await api(member).post('/v1/customers', body)
    const absent = await api(tenant.admin).post('/v1/customers', { ...body, googleAccountId: 'no-login' })
    await setLogin(tenant, "status = 'ERROR', error_code = 'grant_revoked'")
    const lost = await api(tenant.admin).post('/v1/customers', body)
    expect([denied.status, absent.status, lost.status]).toEqual([403, 404, 409])
    const { rows } = await owner.query('select count(*)::int as n from customer where organization_id = $1', [
      tenant.organizationId,
    ])
    expect(rows).toEqual([{ n: 2 }])
  })
})
