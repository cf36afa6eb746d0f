import { randomInt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import type { RequestedChoice } from '../../lib/customers/requested-choice.ts'
import { resolveChoices } from '../../lib/customers/resolve-choices.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota, useQuotaUp } from '../fixtures/queue.ts'
import { readyCustomer } from '../fixtures/ready-customer.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const owner = ownerPool()
const Created = z.object({ data: z.array(CustomerView) })

/** An organization with a login that sees an Ads account and as many containers as are asked for. */
async function agencyWith(containers: number) {
  const ready = await readyCustomer(sandbox())
  const login = [...sandbox().state.people.values()].at(-1) ?? expect.fail('no login')
  const publicIds = Array.from({ length: containers }, () => {
    const container = sandbox().addContainer({ publicId: `GTM-B${randomInt(10 ** 9)}` })
    container.access.set(login.sub, 'publish')
    return container.publicId
  })
  sandbox().calls.length = 0
  return { ...ready, googleAccountId: login.sub, publicIds }
}

const row = (number: number, more: object = {}) => ({
  name: `Shop ${number}`,
  websiteUrl: `https://shop-${number}.example`,
  ...more,
})
const post = ({ admin }: NewTenant, body: object, query = '') =>
  api(admin).post(`/v1/customers/bulk${query}`, body)
const customerOf = async ({ admin }: NewTenant, id = '') =>
  (await api(admin).get(`/v1/customers/${id}`)).as(CustomerView)
const later = (minutes: number) => () => new Date(Date.now() + minutes * 60_000)
const resolveAll = (now = later(5)) => resolveChoices(new Date(now().getTime() + 60_000), now)

async function countOf({ organizationId }: NewTenant): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    'select count(*)::int as n from customer where organization_id = $1',
    [organizationId],
  )
  return rows[0]?.n ?? 0
}

/** Waits until what the response has started in the background has looked at every customer. */
async function settled(tenant: NewTenant, ids: readonly string[]): Promise<CustomerView[]> {
  for (;;) {
    const customers = await Promise.all(ids.map((id) => customerOf(tenant, id)))
    if (customers.every(({ requestedChoice }) => requestedChoice?.status !== 'PENDING')) return customers
  }
}

describe('customers in bulk', () => {
  it('are created in the order of the request with their login, and connected in the background', async () => {
    const { tenant, googleAccountId, adsAccountId, publicIds } = await agencyWith(3)
    const customers = publicIds.map((googleContainerId, index) =>
      row(index, { googleContainerId, googleAdsAccountId: adsAccountId }),
    )
    const response = await post(tenant, { googleAccountId, customers })
    expect(response.status).toBe(200)
    const { data } = response.as(Created)
    expect(data.map(({ name }) => name)).toEqual(['Shop 0', 'Shop 1', 'Shop 2'])
    expect(data.map(({ requestedChoice }) => requestedChoice?.status)).toEqual(Array(3).fill('PENDING'))
    const connected = await settled(
      tenant,
      data.map(({ id }) => id),
    )
    expect(connected).toMatchObject(
      publicIds.map((googleContainerId) => ({
        status: 'READY',
        googleContainerId,
        googleAdsAccountId: adsAccountId,
        requestedChoice: null,
      })),
    )
    expect(sandbox().calls.filter(({ service }) => service === 'tagmanager')).toHaveLength(3)
  })

  it('are a hundred at once, in no order but that of the request', async () => {
    const tenant = await newTenant()
    const customers = Array.from({ length: 100 }, (_, index) => row(index))
    const { data } = (await post(tenant, { customers })).as(Created)
    expect(data.map(({ name }) => name)).toEqual(customers.map(({ name }) => name))
    expect((await post(tenant, { customers: [...customers, row(101)] })).status).toBe(400)
  })

  it('cost three round trips, however many they are', async () => {
    const tenant = await newTenant()
    const [few, many] = [
      await post(tenant, { customers: [row(0)] }),
      await post(tenant, { customers: Array.from({ length: 100 }, (_, index) => row(index + 1)) }),
    ]
    expect([few.status, many.status]).toEqual([200, 200])
    expect([few.roundTrips, many.roundTrips]).toEqual([onTheWire(3), onTheWire(3)])
  })

  it('a row that cannot be resolved says why and what to do, and the others are connected', async () => {
    const { tenant, googleAccountId, adsAccountId, publicIds } = await agencyWith(1)
    const response = await post(tenant, {
      googleAccountId,
      customers: [
        row(0, { googleContainerId: 'GTM-NONE' }),
        row(1, { googleContainerId: publicIds[0] }),
        row(2, { googleAdsAccountId: '111-222-3333' }),
        row(3, { googleAdsAccountId: adsAccountId }),
      ],
    })
    const ids = response.as(Created).data.map(({ id }) => id)
    const [none, connected, noAds, ads] = await settled(tenant, ids)
    expect(none).toMatchObject({
      status: 'SETUP_INCOMPLETE',
      requestedChoice: { status: 'FAILED', googleContainerId: 'GTM-NONE', code: 'invalid_request' },
    })
    expect(none?.requestedChoice?.nextStep).toContain('cannot see this container')
    expect(connected).toMatchObject({ status: 'SETUP_INCOMPLETE', requestedChoice: null })
    expect(noAds?.requestedChoice).toMatchObject({ status: 'FAILED', googleAdsAccountId: '1112223333' })
    expect(ads).toMatchObject({ googleAdsAccountId: adsAccountId, requestedChoice: null })
  })

  it('are created once for an Idempotency-Key', async () => {
    const tenant = await newTenant()
    const once = api(tenant.admin).with({ 'idempotency-key': 'import-1' })
    const body = { customers: [row(0), row(1)] }
    const [first, again] = [
      await once.post('/v1/customers/bulk', body),
      await once.post('/v1/customers/bulk', body),
    ]
    expect([again.status, again.body]).toEqual([200, first.body])
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await countOf(tenant)).toBe(2)
  })

  it('are not created under the Idempotency-Key of others, and not again once one of them is deleted', async () => {
    const tenant = await newTenant()
    const once = api(tenant.admin).with({ 'idempotency-key': 'import-2' })
    const body = { customers: [row(0), row(1)] }
    const { data } = (await once.post('/v1/customers/bulk', body)).as(Created)
    const other = await once.post('/v1/customers/bulk', { customers: [row(2)] })
    expect(other.problem).toMatchObject({ status: 422, code: 'idempotency_key_reused' })
    await api(tenant.admin, { 'if-match': '*' }).delete(`/v1/customers/${data[1]?.id}`)
    const again = await once.post('/v1/customers/bulk', body)
    expect(again.problem).toMatchObject({ status: 410, code: 'gone' })
    expect(await countOf(tenant)).toBe(2)
  })

  it('are rejected together, with the errors of each row by index and field', async () => {
    const { tenant, googleAccountId, container, publicIds } = await agencyWith(1)
    const before = await countOf(tenant)
    const invalid = await post(tenant, {
      googleAccountId,
      customers: [
        row(0, { websiteUrl: 'no address' }),
        row(1, { googleContainerId: 'GTM-lower' }),
        { websiteUrl: 'https://shop.example' },
      ],
    })
    expect([invalid.status, invalid.faults]).toEqual([
      400,
      ['body.customers.0.websiteUrl', 'body.customers.1.googleContainerId', 'body.customers.2.name'],
    ])
    const [twice] = publicIds
    const repeated = await post(tenant, {
      googleAccountId,
      customers: [row(0, { googleContainerId: twice }), row(1, { googleContainerId: twice })],
    })
    expect([repeated.status, repeated.faults]).toEqual([400, ['body.customers.1.googleContainerId']])
    const taken = await post(tenant, {
      googleAccountId,
      customers: [row(0), row(1, { googleContainerId: container.publicId })],
    })
    expect([taken.status, taken.faults]).toEqual([409, ['body.customers.1.googleContainerId']])
    const without = await post(tenant, { customers: [row(0, { googleContainerId: twice })] })
    expect([without.status, without.faults]).toEqual([400, ['body.customers.0.googleContainerId']])
    expect(await countOf(tenant)).toBe(before)
    expect(sandbox().calls).toEqual([])
  })

  it('are only validated by ?validate=true: nothing is created, and the same errors are said', async () => {
    const { tenant, googleAccountId, container, publicIds } = await agencyWith(1)
    const before = await countOf(tenant)
    const good = { googleAccountId, customers: [row(0, { googleContainerId: publicIds[0] })] }
    const valid = await post(tenant, good, '?validate=true')
    expect([valid.status, valid.body]).toEqual([200, { data: [] }])
    const bad = { googleAccountId, customers: [row(0, { googleContainerId: container.publicId })] }
    const taken = await post(tenant, bad, '?validate=true')
    expect([taken.status, taken.problem.detail]).toEqual([409, (await post(tenant, bad)).problem.detail])
    expect(await countOf(tenant)).toBe(before)
    expect(sandbox().calls).toEqual([])
  })

  it('are not created beyond the cap, which is held against all of them, validated or not', async () => {
    const tenant = await newTenant()
    await newCustomer(tenant)
    await owner.query(
      `insert into customer (organization_id, name, website_url)
       select $1, 'Many ' || n, 'https://many.example' from generate_series(1, 9998) n`,
      [tenant.organizationId],
    )
    for (const query of ['', '?validate=true']) {
      const over = await post(tenant, { customers: [row(0), row(1)] }, query)
      expect([over.status, over.problem.code]).toEqual([409, 'limit_reached'])
    }
    expect((await post(tenant, { customers: [row(0)] })).status).toBe(200)
  })

  it('are an ADMIN’s to create, and take no login of another organization', async () => {
    const { tenant } = await agencyWith(0)
    const member = await tenant.join('MEMBER')
    expect((await api(member).post('/v1/customers/bulk', { customers: [row(0)] })).status).toBe(403)
    const { googleAccountId: foreign } = await agencyWith(0)
    for (const googleAccountId of [foreign, 'nobody has it']) {
      const rejected = await post(tenant, { googleAccountId, customers: [row(0)] })
      expect([rejected.status, rejected.faults]).toEqual([404, ['body.googleAccountId']])
    }
  })
})

describe('a requested choice', () => {
  /** A customer whose container was requested; written past the response, which would begin with it. */
  async function waiting() {
    const agency = await agencyWith(1)
    const { tenant, googleAccountId } = agency
    const [googleContainerId = ''] = agency.publicIds
    const { id: newId } = await newCustomer(tenant)
    await api(tenant.admin).post(`/v1/customers/${newId}/connection`, { googleAccountId })
    const { rows } = await owner.query<{ id: string }>(
      'select id from user_account where firebase_uid = $1',
      [tenant.admin.uid],
    )
    const requested: RequestedChoice = {
      googleContainerId,
      by: { kind: 'user', userId: rows[0]?.id ?? '', authenticatedAt: new Date().toISOString() },
      requestId: 'the-request',
      requestedAt: new Date().toISOString(),
    }
    await owner.query('update customer set requested_choice = $2, choice_due_at = now() where id = $1', [
      newId,
      requested,
    ])
    return { ...agency, newId, googleContainerId }
  }

  it('waits while Google is down, and is made by the schedule', async () => {
    const { tenant, newId, googleContainerId } = await waiting()
    sandbox().faults.next({ service: 'tagmanager', operation: 'lookup_container' }, { status: 503 })
    expect(await resolveAll(later(1))).toEqual({ resolved: 0, failed: 0, waiting: 1 })
    expect((await customerOf(tenant, newId)).requestedChoice?.status).toBe('PENDING')
    expect(await resolveAll()).toEqual({ resolved: 1, failed: 0, waiting: 0 })
    expect(await customerOf(tenant, newId)).toMatchObject({ status: 'SETUP_INCOMPLETE', googleContainerId })
  })

  it('is made by the next process after one was killed in the middle', async () => {
    const { tenant, newId } = await waiting()
    const { rows } = await owner.query('select * from app.claim_choice($1, $2, $3)', [
      later(5)(),
      '2 minutes',
      [],
    ])
    expect(rows).toMatchObject([{ customer_id: newId }])
    expect(await resolveAll(later(6))).toMatchObject({ resolved: 0 })
    expect(await resolveAll(later(8))).toMatchObject({ resolved: 1 })
    expect((await customerOf(tenant, newId)).status).toBe('SETUP_INCOMPLETE')
  })

  it('is made once by two processes', async () => {
    const { tenant, newId } = await waiting()
    const both = await Promise.all([resolveAll(), resolveAll()])
    expect(both.map(({ resolved }) => resolved).toSorted()).toEqual([0, 1])
    expect((await customerOf(tenant, newId)).version).toBe(3)
  })

  it('waits until the quota lets it go on, says so, and holds up no other organization', async () => {
    const { tenant, newId } = await waiting()
    await useQuotaUp()
    expect(await resolveAll()).toEqual({ resolved: 0, failed: 0, waiting: 1 })
    expect(sandbox().calls).toEqual([])
    const { requestedChoice } = await customerOf(tenant, newId)
    expect(requestedChoice).toMatchObject({ status: 'PENDING', code: 'rate_limited' })
    expect(requestedChoice?.nextStep).toContain('tried again by itself')
    await freeQuota()
    // The window of 102 s is over sooner than a lease.
    expect(await resolveAll(later(6.8))).toMatchObject({ resolved: 1 })
    expect((await customerOf(tenant, newId)).status).toBe('SETUP_INCOMPLETE')
  })

  it('gives way to what an ADMIN has chosen meanwhile', async () => {
    const { tenant, newId, googleAccountId } = await waiting()
    const mine = sandbox().addContainer({ publicId: `GTM-M${randomInt(10 ** 9)}` })
    mine.access.set(googleAccountId, 'publish')
    await api(tenant.admin).patch(`/v1/customers/${newId}`, { googleContainerId: mine.publicId })
    expect(await resolveAll()).toEqual({ resolved: 0, failed: 0, waiting: 0 })
    expect(await customerOf(tenant, newId)).toMatchObject({
      googleContainerId: mine.publicId,
      requestedChoice: null,
    })
  })

  it('fails where the member who asked is no ADMIN any more', async () => {
    const { tenant, newId } = await waiting()
    const other = await tenant.join('ADMIN')
    await owner.query(
      `update user_account set role = 'MEMBER' where organization_id = $1 and firebase_uid <> $2`,
      [tenant.organizationId, other.uid],
    )
    expect(await resolveAll()).toMatchObject({ failed: 1 })
    expect((await customerOf(tenant, newId)).requestedChoice).toMatchObject({
      status: 'FAILED',
      code: 'forbidden',
    })
  })

  it('fails after a day, with the reason', async () => {
    const { tenant, newId } = await waiting()
    sandbox().faults.next({ service: 'tagmanager', operation: 'lookup_container' }, { status: 503 })
    expect(await resolveAll(later(25 * 60))).toMatchObject({ failed: 1 })
    const { requestedChoice } = await customerOf(tenant, newId)
    expect(requestedChoice?.status).toBe('FAILED')
    expect(requestedChoice?.nextStep).not.toBe('')
  })

  it('of a deleted customer is not made', async () => {
    const { tenant, newId } = await waiting()
    await api(tenant.admin).delete(`/v1/customers/${newId}`)
    expect(await resolveAll()).toEqual({ resolved: 0, failed: 0, waiting: 0 })
    expect(sandbox().calls).toEqual([])
  })
})
