import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AuditEntryView } from '../../lib/audit/audit-view.ts'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { TrackingFields } from '../../lib/model/tracking-fields.ts'
import { Page } from '../../lib/paging/page.ts'
import { conversionName } from '../../lib/sync/plan/google-names.ts'
import { MovedTrackings } from '../../lib/trackings/bulk-view.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api, type Caller } from '../fixtures/api.ts'
import { newScript } from '../fixtures/api-key.ts'
import { connectedCustomer, newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { deployed, jobsOf, waitingRun } from '../fixtures/deployed.ts'
import { verdictsOf } from '../fixtures/field-report.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { holding, sessionsWaiting } from '../fixtures/locks.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'
import { storedTracking } from '../fixtures/stored.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const owner = ownerPool()
const Created = z.object({ data: z.array(TrackingView) })
const PATH = '/v1/trackings/bulk/move'

const lead = (name: string, more: object = {}) => ({ name, type: 'CUSTOM_EVENT', eventName: 'lead', ...more })

async function drafted(tenant: NewTenant, customerId: string, trackings: object[]): Promise<TrackingView[]> {
  return (await api(tenant.admin).post('/v1/trackings/bulk', { customerId, trackings })).as(Created).data
}

/** Two customers that can be synced, of whom the first has these trackings. */
async function moving(trackings: object[] = [lead('A'), lead('B')]) {
  const tenant = await newTenant()
  const [from, to] = [(await connectedCustomer(tenant)).id, (await connectedCustomer(tenant)).id]
  const own = await drafted(tenant, from, trackings)
  return { tenant, from, to, own, ids: own.map(({ id }) => id), body: { filter: { customerId: from }, to } }
}

/** Whoever asks for it: a person or a script. */
type Asking = { admin: Caller }
type Edit = { filter: object; to: string }

const look = ({ admin }: Asking, body: Edit) => api(admin).post(`${PATH}?validate=true`, body)
const move = ({ admin }: Asking, body: Edit & { digest?: string }) => api(admin).post(PATH, body)

async function seenAndMoved(tenant: Asking, body: Edit): Promise<MovedTrackings> {
  const seen = (await look(tenant, body)).as(MovedTrackings)
  const done = (await move(tenant, { ...body, digest: seen.digest })).as(MovedTrackings)
  expect({ ...done, data: done.data.map((each) => ({ ...each, movedTo: null })) }).toEqual(seen)
  return done
}

const read = async ({ admin }: NewTenant, id: string) => api(admin).get(`/v1/trackings/${id}`)
const restore = async ({ admin }: NewTenant, id: string) => api(admin).post(`/v1/trackings/${id}/restore`)

/** Every live tracking of an organization, as `customer name`. */
async function live({ organizationId }: NewTenant): Promise<string[]> {
  const { rows } = await owner.query<{ found: string }>(
    `select customer_id || ' ' || name as found from tracking where organization_id = $1 and deleted_at is null`,
    [organizationId],
  )
  return rows.map(({ found }) => found).toSorted()
}

describe('moving many trackings', () => {
  it('says which would move, and then creates each at the other customer and deletes it where it was', async () => {
    const { tenant, from, to, own, ids, body } = await moving()
    const [there] = await drafted(tenant, to, [lead('There already')])
    const wanted = { ...body, filter: { ids: [...ids, there?.id] } }
    const seen = (await look(tenant, wanted)).as(MovedTrackings)
    expect(seen).toMatchObject({
      data: own.map(({ id, name }) => ({ trackingId: id, customerId: from, name, movedTo: null })),
      unchanged: 1,
    })
    expect(await live(tenant)).toEqual([`${from} A`, `${from} B`, `${to} There already`].toSorted())
    expect(await jobsOf(ids[0] ?? '')).toEqual(['CREATE QUEUED'])

    const { data } = await seenAndMoved(tenant, wanted)
    expect(await live(tenant)).toEqual([`${to} A`, `${to} B`, `${to} There already`].toSorted())
    for (const { trackingId, movedTo } of data) {
      expect((await read(tenant, trackingId)).status).toBe(404)
      expect(await jobsOf(trackingId)).toEqual(['CREATE CANCELLED'])
      expect(await jobsOf(movedTo ?? '')).toEqual(['CREATE QUEUED'])
      expect((await read(tenant, movedTo ?? '')).body).toMatchObject({
        customerId: to,
        version: 1,
        syncStatus: 'PENDING',
      })
    }
    expect(await waitingRun(to)).toBeDefined()
    const counts = await Promise.all(
      [from, to].map(async (id) => (await api(tenant.admin).get(`/v1/customers/${id}`)).as(CustomerView)),
    )
    expect(counts.map(({ trackingCount }) => trackingCount)).toEqual([0, 3])
  })

  it('takes along all that was decided about each', async () => {
    const condition = {
      variable: 'host',
      operator: 'equals',
      value: 'shop.example',
      not: false,
      ignoreCase: true,
    }
    const conversion = {
      category: 'CONTACT',
      counting: 'MANY_PER_CLICK',
      value: { dataLayer: 'ecommerce.value' },
      currency: 'EUR',
      orderId: { dataLayer: 'ecommerce.transaction_id' },
      newCustomer: false,
      primary: false,
      clickThroughLookbackWindowDays: 7,
      viewThroughLookbackWindowDays: 3,
      enhanced: { email: { dataLayer: 'user.email' } },
    }
    const all = {
      conversion,
      conditions: [condition],
      exceptions: [{ ...condition, not: true }],
    }
    const { tenant, ids, body } = await moving([
      { name: 'Page', type: 'PAGE_VIEW', urlPattern: '/a*', ignoreCase: true, historyChanges: false, ...all },
      { name: 'Regex', type: 'CUSTOM_EVENT', eventRegex: '^lead', urlRegex: '^/b', ...all },
      {
        name: 'Event',
        type: 'CUSTOM_EVENT',
        eventName: 'lead',
        ...all,
        conversion: { ...conversion, value: 7, newCustomer: { dataLayer: 'new_customer' } },
      },
      {
        name: 'File',
        type: 'FILE_DOWNLOAD',
        fileExtensions: ['pdf'],
        selector: 'a',
        waitForTags: true,
        ...all,
      },
      {
        name: 'Link',
        type: 'LINK_CLICK',
        linkHost: 'other',
        waitForTags: true,
        waitForTagsTimeout: 900,
        ...all,
      },
      { name: 'Form', type: 'FORM_SUBMIT', selector: 'form', checkValidation: true, ...all },
      { name: 'Seen', type: 'ELEMENT_VISIBLE', selector: '#a', percent: 20, ...all },
      { name: 'Video', type: 'VIDEO', videoUrl: 'https://youtu.be/gvHcXIF0rTU', ...all },
      {
        name: 'Timer',
        type: 'TIMER',
        seconds: 12,
        ...all,
        conversion: { ...conversion, currency: { dataLayer: 'ecommerce.currency' } },
      },
    ])
    for (const id of ids) await api(tenant.admin).patch(`/v1/trackings/${id}`, { paused: true })
    const own = await Promise.all(ids.map(async (id) => (await read(tenant, id)).as(TrackingView)))
    const fields = [
      'conversion',
      ...TrackingFields.keyof().options.filter((name) => !name.startsWith('conversion')),
    ]
    const decided = (tracking: object) => fields.map((field) => [field, Reflect.get(tracking, field)])
    for (const field of fields) {
      expect(
        own.some((each) => (Reflect.get(each, field) ?? null) !== null),
        field,
      ).toBe(true)
    }
    const held = own.flatMap((each) => Object.entries(each.conversion).filter(([, value]) => value !== null))
    expect(new Set(held.map(([field]) => field))).toEqual(new Set(Object.keys(own[0]?.conversion ?? {})))
    const { data } = await seenAndMoved(tenant, body)
    for (const { trackingId, movedTo } of data) {
      const before = own.find(({ id }) => id === trackingId) ?? expect.fail('not ours')
      expect(decided((await read(tenant, movedTo ?? '')).as(TrackingView))).toEqual(decided(before))
    }
  })

  it('is done at Google by the syncs of both, and what was found out stays with the deleted one', async () => {
    const from = await readyCustomer(sandbox())
    const { tenant } = from
    const to = await readyCustomer(sandbox(), { tenant })
    const { id } = await from.draft()
    const sync = async (customer: ReadyCustomer) => {
      await freeQuota()
      expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
    }
    await sync(from)
    const before = await storedTracking(id)
    const { data } = await seenAndMoved(tenant, { filter: { ids: [id] }, to: to.id })
    const movedTo = data[0]?.movedTo ?? ''
    expect([await jobsOf(id), await jobsOf(movedTo)]).toEqual([
      ['CREATE SUCCEEDED', 'DELETE QUEUED'],
      ['CREATE QUEUED'],
    ])
    expect(await waitingRun(from.id)).toBeDefined()
    expect(await storedTracking(id)).toMatchObject({
      applied: before['applied'],
      gtm_tag_id: before['gtm_tag_id'],
      conversion_label: before['conversion_label'],
    })
    await sync(to)
    await sync(from)
    expect(deployed(sandbox(), from)).toMatchObject({
      tags: [],
      actions: [`HIDDEN ${conversionName({ trackingId: id, name: 'Newsletter' })}`],
    })
    expect(deployed(sandbox(), to)).toMatchObject({
      tags: ['OCT - Newsletter'],
      actions: [`ENABLED ${conversionName({ trackingId: movedTo, name: 'Newsletter' })}`],
    })
    expect(await verdictsOf(to)).toEqual({ [movedTo]: 'LIVE' })
  })

  it('is on record: what was created, what was deleted, and what goes on as what', async () => {
    const { tenant, from, to, own, body } = await moving([lead('A')])
    const { data } = await seenAndMoved(tenant, body)
    const [id, movedTo] = [own[0]?.id, data[0]?.movedTo]
    const log = (await api(tenant.admin).get('/v1/audit-log?targetType=tracking')).as(Page(AuditEntryView))
    expect(log.data.map(({ action, target }) => [action, target.id]).toSorted()).toEqual(
      [
        ['tracking.create', id],
        ['tracking.create', movedTo],
        ['tracking.delete', id],
        ['tracking.move', id],
      ].toSorted(),
    )
    const moved = (await api(tenant.admin).get('/v1/audit-log?action=tracking.move')).as(Page(AuditEntryView))
    expect(moved.data).toMatchObject([
      { before: { customerId: from }, after: { customerId: to, trackingId: movedTo } },
    ])
  })

  it('can be asked for by an ADMIN’s API key, and not by a MEMBER', async () => {
    const { tenant, to, body } = await moving()
    expect((await look({ admin: await tenant.join('MEMBER') }, body)).status).toBe(403)
    expect((await look({ admin: await newScript(tenant) }, body)).status).toBe(403)
    await seenAndMoved({ admin: await newScript(tenant, 'ADMIN') }, body)
    expect(await live(tenant)).toEqual([`${to} A`, `${to} B`])
  })

  it('moves none where a name is taken at the other customer, and names each', async () => {
    const { tenant, from, to, own, body } = await moving([lead('A'), lead('B'), lead('C')])
    const [taken] = await drafted(tenant, to, [lead('ｂ')])
    const { digest } = (await look(tenant, { ...body, to: (await newCustomer(tenant)).id })).as(
      MovedTrackings,
    )
    for (const response of [
      await look(tenant, body),
      await look(tenant, { ...body, filter: { ids: [own[1]?.id] } }),
    ]) {
      expect(response.problem).toMatchObject({ status: 409, code: 'conflict' })
      expect(response.problem.invalidParams).toEqual([
        {
          name: expect.stringMatching(/^trackings\.[01]\.name$/),
          reason: expect.stringContaining(taken?.id ?? 'none'),
        },
      ])
    }
    expect((await move(tenant, { ...body, digest })).status).toBe(409)
    expect(await live(tenant)).toEqual([`${from} A`, `${from} B`, `${from} C`, `${to} ｂ`].toSorted())
  })

  it('moves none where two of them have the same name', async () => {
    const { tenant, to, own } = await moving([lead('A')])
    const { id: third } = await newCustomer(tenant)
    const [same] = await drafted(tenant, third, [lead('a')])
    const { problem } = await look(tenant, { filter: { ids: [own[0]?.id, same?.id] }, to })
    expect(problem).toMatchObject({ status: 409, code: 'conflict' })
    expect(problem.invalidParams).toHaveLength(1)
  })

  it('treats a customer of another organization, a deleted one and none alike', async () => {
    const [{ tenant, body, ids }, other] = [await moving(), await newTenant()]
    const { id: foreign } = await newCustomer(other)
    const { id: deleted } = await newCustomer(tenant)
    await api(tenant.admin).delete(`/v1/customers/${deleted}`)
    for (const to of [foreign, deleted, randomUUID()]) {
      const { problem, faults } = await look(tenant, { ...body, to })
      expect([problem.status, problem.code, problem.detail, faults]).toEqual([
        404,
        'not_found',
        'No such customer.',
        ['body.to'],
      ])
    }
    const theirs = await look(other, { filter: { ids }, to: foreign })
    expect(theirs.body).toMatchObject({ data: [], unchanged: 0 })
  })

  it('moves none where something is not as it was seen', async () => {
    const { tenant, from, own, body } = await moving()
    expect((await move(tenant, body)).faults).toEqual(['body.digest'])
    const { digest } = (await look(tenant, body)).as(MovedTrackings)
    const { id: elsewhere } = await newCustomer(tenant)
    expect((await move(tenant, { ...body, to: elsewhere, digest })).status).toBe(409)
    await api(tenant.admin).patch(`/v1/trackings/${own[0]?.id}`, { eventName: 'joined' })
    expect((await move(tenant, { ...body, digest })).status).toBe(409)
    expect(await live(tenant)).toEqual([`${from} A`, `${from} B`])
  })

  it('is done once by several at the same moment, and by a repetition not again', async () => {
    const { tenant, to, body } = await moving()
    const { digest } = (await look(tenant, body)).as(MovedTrackings)
    const all = await Promise.all([1, 2, 3].map(() => move(tenant, { ...body, digest })))
    expect(all.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    expect((await move(tenant, { ...body, digest })).status).toBe(409)
    expect(await live(tenant)).toEqual([`${to} A`, `${to} B`])
  })

  it('goes both ways at the same moment without a deadlock', async () => {
    const { tenant, from, to, body } = await moving()
    await drafted(tenant, to, [lead('C'), lead('D')])
    const back = { filter: { customerId: to }, to: from }
    const [there, here] = [
      (await look(tenant, body)).as(MovedTrackings),
      (await look(tenant, back)).as(MovedTrackings),
    ]
    const both = await Promise.all([
      move(tenant, { ...body, digest: there.digest }),
      move(tenant, { ...back, digest: here.digest }),
    ])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(await live(tenant)).toEqual([`${to} A`, `${to} B`, `${from} C`, `${from} D`].toSorted())
  })

  it('moves none where a name is given there at the last moment', async () => {
    const { tenant, from, to, body } = await moving([lead('A')])
    const [other] = await drafted(tenant, to, [lead('Other')])
    const { digest } = (await look(tenant, body)).as(MovedTrackings)
    await holding(tenant.organizationId, async (session) => {
      await session.query(`update tracking set name = 'A' where id = $1`, [other?.id])
      const moved = move(tenant, { ...body, digest })
      await expect.poll(sessionsWaiting).toBe(1)
      await session.query('commit')
      expect((await moved).status).toBe(409)
    })
    expect(await live(tenant)).toEqual([`${from} A`, `${to} A`].toSorted())
  })

  it('is held to what a customer and an organization may have', async () => {
    const { tenant, from, to, body } = await moving()
    const size = (trackings: number) =>
      owner.query('update app.organization_size set trackings = $2 where organization_id = $1', [
        tenant.organizationId,
        trackings,
      ])
    await owner.query('update customer set tracking_count = 19999 where id = $1', [to])
    const { digest } = (await look(tenant, body)).as(MovedTrackings)
    expect((await move(tenant, { ...body, digest })).problem).toMatchObject({
      status: 409,
      code: 'limit_reached',
    })
    expect(await live(tenant)).toEqual([`${from} A`, `${from} B`])
    await owner.query('update customer set tracking_count = 19998 where id = $1', [to])
    await size(100_000)
    expect((await move(tenant, { ...body, digest })).status).toBe(200)
  })

  it.each([
    ['a paused customer', `paused = true`],
    ['one on hold', `hold = true`],
    ['one that has let go of its container', 'google_container_id = null, container_path = null'],
  ])('to or from %s waits for its sync as a creation and a deletion do', async (_, facts) => {
    const { tenant, from, to, ids, body } = await moving([lead('A')])
    await owner.query(`update tracking set gtm_tag_id = '7' where id = any ($1)`, [ids])
    await owner.query(`update sync_run set status = 'CANCELLED' where customer_id = $1`, [from])
    await owner.query(`update customer set ${facts} where id = any ($1)`, [[from, to]])
    const { data } = await seenAndMoved(tenant, body)
    expect([await jobsOf(ids[0] ?? ''), await jobsOf(data[0]?.movedTo ?? '')]).toEqual([
      ['DELETE QUEUED'],
      ['CREATE QUEUED'],
    ])
  })

  it('can be repeated from customer to customer and back', async () => {
    const { tenant, from, to, body } = await moving([lead('A')])
    const { id: third } = await newCustomer(tenant)
    await seenAndMoved(tenant, body)
    await seenAndMoved(tenant, { filter: { customerId: to }, to: third })
    await seenAndMoved(tenant, { filter: { customerId: third }, to: from })
    expect(await live(tenant)).toEqual([`${from} A`])
  })

  it('moves 500 at once', async () => {
    const { tenant, from, to, own } = await moving([lead('A')])
    await api(tenant.admin).delete(`/v1/trackings/${own[0]?.id}`)
    await owner.query(
      `insert into tracking (organization_id, customer_id, name, type, event_name, conversion_category, conversion_counting)
       select $1, $2, 'Lead ' || n, 'CUSTOM_EVENT', 'lead', 'DEFAULT', 'ONE_PER_CLICK' from generate_series(1, 500) n`,
      [tenant.organizationId, from],
    )
    const { data } = await seenAndMoved(tenant, { filter: { customerId: from }, to })
    expect(new Set(data.map(({ movedTo }) => movedTo)).size).toBe(500)
    expect((await live(tenant)).every((each) => each.startsWith(to))).toBe(true)
  })
})

describe('what was moved', () => {
  it('is not restored while it goes on elsewhere, and is afterwards', async () => {
    const { tenant, from, to, own, body } = await moving([lead('A')])
    const id = own[0]?.id ?? ''
    const { data } = await seenAndMoved(tenant, body)
    const movedTo = data[0]?.movedTo ?? ''
    const { problem } = await restore(tenant, id)
    expect(problem).toMatchObject({ status: 409, code: 'conflict', detail: expect.stringContaining(movedTo) })
    await api(tenant.admin).delete(`/v1/trackings/${movedTo}`)
    expect((await restore(tenant, id)).status).toBe(200)
    expect(await live(tenant)).toEqual([`${from} A`])
    expect((await restore(tenant, movedTo)).problem.detail).toContain(id)
    expect((await look(tenant, { filter: { ids: [id] }, to })).status).toBe(200)
  })

  it('does not come back a second time with a customer that is restored', async () => {
    const { tenant, from, to, own, body } = await moving([lead('A')])
    const id = own[0]?.id ?? ''
    await seenAndMoved(tenant, body)
    await api(tenant.admin).delete(`/v1/customers/${to}`)
    expect((await restore(tenant, id)).status).toBe(200)
    const { problem } = await api(tenant.admin).post(`/v1/customers/${to}/restore`)
    expect(problem).toMatchObject({ status: 409, code: 'conflict', detail: expect.stringContaining(id) })
    await api(tenant.admin).delete(`/v1/trackings/${id}`)
    expect((await api(tenant.admin).post(`/v1/customers/${to}/restore`)).status).toBe(200)
    expect(await live(tenant)).toEqual([`${to} A`])
    expect(from).not.toBe(to)
  })
})
