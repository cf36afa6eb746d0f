import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AuditEntryView } from '../../lib/audit/audit-view.ts'
import { Page } from '../../lib/paging/page.ts'
import { ChangedTrackings, DeletedTrackings } from '../../lib/trackings/bulk-view.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { type ApiResponse, api, apiTests } from '../fixtures/api.ts'
import { connectedCustomer, newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { jobsOf, waitingRun } from '../fixtures/deployed.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const Created = z.object({ data: z.array(TrackingView) })

const lead = (name: string, more: object = {}) => ({ name, type: 'CUSTOM_EVENT', eventName: 'lead', ...more })
const click = (name: string) => ({ name, type: 'BUTTON_CLICK', selector: '#buy' })

async function drafted(tenant: NewTenant, trackings: object[]): Promise<TrackingView[]> {
  const { id: customerId } = await connectedCustomer(tenant)
  return (await api(tenant.admin).post('/v1/trackings/bulk', { customerId, trackings })).as(Created).data
}

type Edit = { filter: object; changes?: object }

const look = ({ admin }: NewTenant, verb: 'change' | 'delete', edit: Edit) =>
  api(admin).post(`/v1/trackings/bulk/${verb}?validate=true`, edit)
const edit = ({ admin }: NewTenant, verb: 'change' | 'delete', body: Edit & { digest?: string }) =>
  api(admin).post(`/v1/trackings/bulk/${verb}`, body)

/** What is seen is what is done. */
async function seenAndDone(tenant: NewTenant, verb: 'change' | 'delete', body: Edit): Promise<ApiResponse> {
  const seen = await look(tenant, verb, body)
  const { digest } = seen.as(z.looseObject({ digest: z.string() }))
  const done = await edit(tenant, verb, { ...body, digest })
  expect([done.status, done.body]).toEqual([200, seen.body])
  return done
}

const read = async ({ admin }: NewTenant, id: string) =>
  (await api(admin).get(`/v1/trackings/${id}`)).as(TrackingView)

describe('changing many trackings', () => {
  it('takes lists and the fields of one type, and brings each back to the default of its type', async () => {
    const tenant = await newTenant()
    const staging = {
      variable: 'host',
      operator: 'startsWith',
      value: 'staging.',
      not: false,
      ignoreCase: true,
    }
    const trackings = await drafted(tenant, [
      { name: 'Scroll', type: 'SCROLL_DEPTH', percent: 10 },
      { name: 'Video', type: 'VIDEO', percent: 10 },
    ])
    const ids = trackings.map(({ id }) => id)
    const body = { filter: { ids }, changes: { exceptions: [staging], percent: null } }
    const { data } = (await seenAndDone(tenant, 'change', body)).as(ChangedTrackings)
    expect(data.map(({ before, after }) => ({ before, after }))).toEqual([
      { before: { percent: 10, exceptions: [] }, after: { percent: 90, exceptions: [staging] } },
      { before: { percent: 10, exceptions: [] }, after: { percent: 50, exceptions: [staging] } },
    ])
    const stored = await Promise.all(ids.map((id) => read(tenant, id)))
    expect(stored).toMatchObject(data.map(({ after }) => after))
    const again = (await look(tenant, 'change', body)).as(ChangedTrackings)
    expect(again).toMatchObject({ data: [], unchanged: 2 })
    const { faults } = await look(tenant, 'change', {
      filter: { ids },
      changes: { videoUrl: 'https://youtu.be/gvHcXIF0rTU' },
    })
    expect(faults).toEqual(['trackings.0.videoUrl'])
  })

  it('takes values of the data layer in place of constants', async () => {
    const tenant = await newTenant()
    const conversion = { category: 'PURCHASE', value: 25, currency: 'EUR' }
    const [fixed, free] = await drafted(tenant, [lead('Fixed', { conversion }), lead('Free')])
    const [value, orderId] = ['ecommerce.value', 'ecommerce.id'].map((dataLayer) => ({ dataLayer }))
    const body = {
      filter: { ids: [fixed?.id, free?.id] },
      changes: { conversion: { value, orderId, primary: false } },
    }
    const { data } = (await seenAndDone(tenant, 'change', body)).as(ChangedTrackings)
    const before = { 'conversion.orderId': null, 'conversion.primary': true }
    const after = { 'conversion.value': value, 'conversion.orderId': orderId, 'conversion.primary': false }
    expect(data.map((each) => [each.before, each.after])).toEqual([
      [{ ...before, 'conversion.value': 25 }, after],
      [{ ...before, 'conversion.value': null }, after],
    ])
    expect(await read(tenant, fixed?.id ?? '')).toMatchObject({
      conversion: { value, currency: 'EUR', orderId },
      warnings: [],
    })
    const constant = { filter: body.filter, changes: { conversion: { value: 5 } } }
    expect((await look(tenant, 'change', constant)).faults).toEqual(['trackings.1.conversion.currency'])
  })

  it('says which would change and how, and then does exactly that', async () => {
    const tenant = await newTenant()
    const [a, b, c] = await drafted(tenant, [
      lead('Lead A', { conversion: { value: 5, currency: 'EUR' } }),
      click('Lead B'),
      lead('Lead C', { conversion: { value: 9, currency: 'EUR', counting: 'MANY_PER_CLICK' } }),
      lead('Other'),
    ])
    const body = {
      filter: { nameContains: 'LEAD' },
      changes: { conversion: { value: 9, currency: 'EUR', counting: 'MANY_PER_CLICK' } },
    }
    const seen = (await look(tenant, 'change', body)).as(ChangedTrackings)
    expect(seen).toMatchObject({ unchanged: 1 })
    expect(seen.data).toEqual([
      {
        trackingId: a?.id,
        customerId: a?.customerId,
        name: 'Lead A',
        type: 'CUSTOM_EVENT',
        before: { 'conversion.value': 5, 'conversion.counting': 'ONE_PER_CLICK' },
        after: { 'conversion.value': 9, 'conversion.counting': 'MANY_PER_CLICK' },
      },
      {
        trackingId: b?.id,
        customerId: b?.customerId,
        name: 'Lead B',
        type: 'BUTTON_CLICK',
        before: {
          'conversion.value': null,
          'conversion.currency': null,
          'conversion.counting': 'ONE_PER_CLICK',
        },
        after: {
          'conversion.value': 9,
          'conversion.currency': 'EUR',
          'conversion.counting': 'MANY_PER_CLICK',
        },
      },
    ])
    expect((await read(tenant, a?.id ?? '')).version).toBe(1)

    await seenAndDone(tenant, 'change', body)
    const conversion = { value: 9, currency: 'EUR', counting: 'MANY_PER_CLICK' }
    for (const { id, version } of [
      { id: a?.id ?? '', version: 2 },
      { id: b?.id ?? '', version: 2 },
      { id: c?.id ?? '', version: 1 },
    ]) {
      expect(await read(tenant, id)).toMatchObject({ conversion, version, syncStatus: 'PENDING' })
    }
    expect(await waitingRun(a?.customerId ?? '')).toBeDefined()
    const { data } = (await api(tenant.admin).get('/v1/audit-log?action=tracking.update')).as(
      Page(AuditEntryView),
    )
    expect(data.map(({ target }) => target.id).toSorted()).toEqual([a?.id, b?.id].toSorted())
  })

  it.each([
    ['customerId', (own: TrackingView) => ({ customerId: own.customerId })],
    ['ids', (own: TrackingView) => ({ ids: [own.id, randomUUID()] })],
    ['type and syncStatus', () => ({ type: 'CUSTOM_EVENT', syncStatus: 'PENDING' })],
    ['deploymentState and evidenceState', () => ({ deploymentState: 'UNKNOWN', evidenceState: 'UNKNOWN' })],
  ])('finds them by %s, and another organization’s never', async (_, filterOf) => {
    const [tenant, other] = [await newTenant(), await newTenant()]
    const [[own], [foreign]] = [await drafted(tenant, [lead('A')]), await drafted(other, [lead('A')])]
    const filter = filterOf(own ?? expect.fail('no tracking'))
    const changes = { eventName: 'joined' }
    expect((await look(tenant, 'change', { filter, changes })).as(ChangedTrackings).data).toMatchObject([
      { trackingId: own?.id },
    ])
    const theirs = { ids: [foreign?.id], customerId: foreign?.customerId }
    expect((await look(tenant, 'change', { filter: theirs, changes })).body).toMatchObject({
      data: [],
      unchanged: 0,
    })
    await seenAndDone(tenant, 'change', { filter: theirs, changes })
    expect(await read(other, foreign?.id ?? '')).toMatchObject({ eventName: 'lead', version: 1 })
  })

  it.each(['50%', 'a_b', 'c\\d', '\\'])('takes a part of the name by its letters: %s', async (part) => {
    const tenant = await newTenant()
    const names = ['Up 50% off', '50 up', 'Ya_bZ', 'aXb', 'c\\D', 'cd']
    await drafted(
      tenant,
      names.map((name) => lead(name)),
    )
    const { data } = (await look(tenant, 'delete', { filter: { nameContains: part } })).as(DeletedTrackings)
    expect(data.map(({ name }) => name)).toEqual(
      names.filter((name) => name.toLowerCase().includes(part.toLowerCase())),
    )
  })

  it('changes none where one does not fit, and names each with its field', async () => {
    const tenant = await newTenant()
    const [a, b] = await drafted(tenant, [lead('A'), click('B')])
    const body = { filter: { customerId: a?.customerId ?? '' }, changes: { eventName: 'joined' } }
    for (const response of [await look(tenant, 'change', body), await edit(tenant, 'change', body)]) {
      expect(response.status).toBe(400)
      expect(response.problem.invalidParams).toEqual([
        { name: 'trackings.1.eventName', reason: expect.stringContaining(`tracking ${b?.id}, “B”`) },
      ])
    }
    expect((await read(tenant, a?.id ?? '')).version).toBe(1)
  })

  it('changes none where something is not as it was seen', async () => {
    const tenant = await newTenant()
    const [a, b] = await drafted(tenant, [lead('A'), lead('B')])
    const body = { filter: { customerId: a?.customerId ?? '' }, changes: { eventName: 'joined' } }
    const { digest } = (await look(tenant, 'change', body)).as(ChangedTrackings)
    const missing = await edit(tenant, 'change', body)
    expect([missing.status, missing.faults]).toEqual([400, ['body.digest']])
    const others = await edit(tenant, 'change', { ...body, changes: { eventName: 'left' }, digest })
    expect(others.problem).toMatchObject({ status: 409, code: 'conflict' })
    await api(tenant.admin).patch(`/v1/trackings/${b?.id}`, { name: 'C' })
    expect((await edit(tenant, 'change', { ...body, digest })).status).toBe(409)
    expect(await read(tenant, a?.id ?? '')).toMatchObject({ eventName: 'lead', version: 1 })

    const again = (await look(tenant, 'change', body)).as(ChangedTrackings)
    expect((await edit(tenant, 'change', { ...body, digest: again.digest })).status).toBe(200)
    expect((await edit(tenant, 'change', { ...body, digest: again.digest })).status).toBe(409)
  })

  it('lets one of several at the same moment through', async () => {
    const tenant = await newTenant()
    const [a] = await drafted(tenant, [lead('A'), lead('B')])
    const body = { filter: { customerId: a?.customerId ?? '' }, changes: { eventName: 'joined' } }
    const { digest } = (await look(tenant, 'change', body)).as(ChangedTrackings)
    const all = await Promise.all([1, 2, 3].map(() => edit(tenant, 'change', { ...body, digest })))
    expect(all.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    expect((await read(tenant, a?.id ?? '')).version).toBe(2)
  })

  it('takes as many round trips for sixty as for two', async () => {
    const trips: unknown[] = []
    for (const count of [2, 60]) {
      const tenant = await newTenant()
      const [first] = await drafted(
        tenant,
        Array.from({ length: count }, (_, index) => lead(`Lead ${index}`)),
      )
      const body = { filter: { customerId: first?.customerId ?? '' }, changes: { eventName: 'joined' } }
      trips.push((await seenAndDone(tenant, 'change', body)).roundTrips)
      trips.push((await seenAndDone(tenant, 'delete', { filter: body.filter })).roundTrips)
    }
    expect(trips.slice(2)).toEqual(trips.slice(0, 2))
  })

  it('is held to 500', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    await owner.query(
      `insert into tracking (organization_id, customer_id, name, type, event_name, conversion_category, conversion_counting)
       select $1, $2, 'Lead ' || n, 'CUSTOM_EVENT', 'lead', 'DEFAULT', 'ONE_PER_CLICK' from generate_series(1, 501) n`,
      [tenant.organizationId, id],
    )
    const response = await look(tenant, 'change', { filter: { customerId: id }, changes: { eventName: 'x' } })
    expect([response.status, response.faults]).toEqual([400, ['body.filter']])
    const last = await look(tenant, 'change', {
      filter: { nameContains: 'Lead 5' },
      changes: { eventName: 'x' },
    })
    expect(last.as(ChangedTrackings).data).toHaveLength(13)
  })

  it.each([
    [{ filter: {}, changes: { eventName: 'x' } }, ['body.filter']],
    [{ filter: { type: 'PAGE_VIEW' }, changes: {} }, ['body.changes']],
    [{ filter: { type: 'PAGE_VIEW' }, changes: { name: 'One name' } }, ['body.changes.name']],
    [
      { filter: { ids: [] }, changes: { type: 'PAGE_VIEW' } },
      ['body.changes', 'body.changes.type', 'body.filter.ids'],
    ],
    [
      { filter: { type: 'X' }, changes: { eventName: 'x' }, digest: 'x' },
      ['body.digest', 'body.filter.type'],
    ],
  ])('rejects %j', async (body, faults) => {
    const response = await look(await newTenant(), 'change', body)
    expect([response.status, response.faults.toSorted()]).toEqual([400, faults])
  })

  it('is an ADMIN’s', async () => {
    const { join } = await newTenant()
    const member = await join('MEMBER')
    const filter = { type: 'PAGE_VIEW' }
    for (const [verb, body] of Object.entries({
      change: { filter, changes: { eventName: 'x' } },
      delete: { filter },
    })) {
      expect((await api(member).post(`/v1/trackings/bulk/${verb}?validate=true`, body)).status).toBe(403)
    }
  })
})

describe('deleting many trackings', () => {
  it('deletes what was seen, and each can be restored by itself', async () => {
    const tenant = await newTenant()
    const [a, b, c] = await drafted(tenant, [lead('Old A'), lead('Old B'), lead('New')])
    await owner.query(`update tracking set gtm_tag_id = '7' where id = $1`, [a?.id])
    const done = (await seenAndDone(tenant, 'delete', { filter: { nameContains: 'old' } })).as(
      DeletedTrackings,
    )
    expect(done.data.map(({ name }) => name)).toEqual(['Old A', 'Old B'])
    for (const { id } of [a, b].filter((each) => each !== undefined)) {
      expect((await api(tenant.admin).get(`/v1/trackings/${id}`)).status).toBe(404)
    }
    expect(await read(tenant, c?.id ?? '')).toMatchObject({ name: 'New' })
    expect([await jobsOf(a?.id ?? ''), await jobsOf(b?.id ?? '')]).toEqual([
      ['DELETE QUEUED'],
      ['CREATE CANCELLED'],
    ])
    expect((await api(tenant.admin).post(`/v1/trackings/${b?.id}/restore`)).status).toBe(200)
    expect((await api(tenant.admin).get(`/v1/trackings/${a?.id}`)).status).toBe(404)
    const { data } = (await api(tenant.admin).get('/v1/audit-log?action=tracking.delete')).as(
      Page(AuditEntryView),
    )
    expect(data).toHaveLength(2)
  })

  it('deletes none where one was changed since', async () => {
    const tenant = await newTenant()
    const [a, b] = await drafted(tenant, [lead('A'), lead('B')])
    const filter = { customerId: a?.customerId }
    const { digest } = (await look(tenant, 'delete', { filter })).as(DeletedTrackings)
    await api(tenant.admin).delete(`/v1/trackings/${b?.id}`)
    expect((await edit(tenant, 'delete', { filter, digest })).status).toBe(409)
    expect(await read(tenant, a?.id ?? '')).toMatchObject({ name: 'A' })
  })
})
