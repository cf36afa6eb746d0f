import { describe, expect, it } from 'vitest'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api } from '../fixtures/api.ts'
import { ownerPool } from '../fixtures/database.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { type CustomerInTheField, customerInTheField, objectName } from '../fixtures/in-the-field.ts'
import { filter, parameter } from '../fixtures/published-tag.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { untilAtRest } from '../fixtures/ready-customer.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const owner = ownerPool()

const PLAIN = { not: false, ignoreCase: false }
const STAGING = { variable: 'host', operator: 'startsWith', value: 'staging.', ...PLAIN }
const inLayer = (key: string, value = 'true') => ({
  variable: { dataLayer: key },
  operator: 'equals',
  value,
  ...PLAIN,
})
const lead = (more: { url?: string; dataLayer?: Record<string, unknown> } = {}) =>
  ({ type: 'custom', url: 'https://shop.example/', eventName: 'lead', ...more }) as const
const staged = lead({ url: 'https://staging.shop.example/' })
const fromInside = lead({ dataLayer: { user: { internal: true } } })

type Live = { customer: CustomerInTheField; tracking: TrackingView; name: string }

async function live(input: Record<string, unknown>, at?: CustomerInTheField): Promise<Live> {
  const customer = at ?? (await customerInTheField(sandbox()))
  const { id } = await customer.draft({ name: 'Lead', eventName: 'lead', ...input })
  await customer.sync()
  const tracking = await customer.tracking(id)
  expect(tracking.deploymentState).toBe('LIVE')
  return { customer, tracking, name: objectName(tracking) }
}

async function repair({ customer, tracking }: Live): Promise<void> {
  await freeQuota()
  const response = await api(customer.tenant.admin).post(`/v1/trackings/${tracking.id}/repair`)
  expect(response.status).toBe(202)
  await untilAtRest(String(Reflect.get(Object(response.body), 'id')))
}

const counts = ({ customer }: Live, ...visits: Parameters<CustomerInTheField['counted']>[0][]) =>
  visits.map((visit) => customer.counted(visit))

describe('exceptions of a tracking', () => {
  it('keep it from counting where Google takes its objects only one by one, too', async () => {
    const byBulk = { service: 'tagmanager', operation: 'bulk_update' } as const
    sandbox().faults.next(byBulk, { status: 404 })
    const it = await live({ exceptions: [STAGING] })
    expect(counts(it, lead(), staged, fromInside)).toEqual([1, 0, 1])
    await it.customer.edit(it.tracking.id, { exceptions: [STAGING, inLayer('user.internal')] })
    sandbox().faults.next(byBulk, { status: 404 })
    await it.customer.sync()
    expect(counts(it, lead(), staged, fromInside)).toEqual([1, 0, 0])
  })

  it('each keep it from counting by a trigger of their own, and are changed and removed one by one', async () => {
    const it = await live({ exceptions: [STAGING, inLayer('user.internal'), inLayer('test')] })
    const { customer, tracking, name } = it
    expect(customer.names('trigger')).toEqual(
      [1, 2, 3].map((n) => `${name} - exception ${n}`).toSpliced(0, 0, name),
    )
    expect(counts(it, lead(), staged, fromInside, lead({ dataLayer: { test: 'true' } }))).toEqual([
      1, 0, 0, 0,
    ])
    expect(await customer.codes()).toEqual([])

    await customer.edit(tracking.id, { exceptions: [STAGING, inLayer('test')] })
    await customer.sync()
    expect(customer.names('trigger')).toEqual([name, `${name} - exception 1`, `${name} - exception 2`])
    expect(customer.names('variable')).toEqual(['OCT - Data Layer - test'])
    expect(counts(it, lead(), staged, fromInside, lead({ dataLayer: { test: 'true' } }))).toEqual([
      1, 0, 1, 0,
    ])

    await customer.edit(tracking.id, { exceptions: null })
    await customer.sync()
    expect([customer.names('trigger'), customer.names('variable')]).toEqual([[name], []])
    expect(customer.live('tag', name).blockingTriggerId).toEqual([])
    expect(counts(it, lead(), staged, fromInside)).toEqual([1, 1, 1])
  })

  it('leave those of other people, of which only is said that they are there', async () => {
    const it = await live({ exceptions: [STAGING] })
    const { customer, tracking, name } = it
    customer.byHand((by) => {
      by.add('trigger', {
        name: 'Theirs',
        type: 'customEvent',
        customEventFilter: [filter('matchRegex', '{{_event}}', '.*')],
        filter: [filter('contains', '{{Page URL}}', '/theirs')],
      })
      by.except(name, 'Theirs')
    })
    await customer.verify()
    expect((await customer.deployment(tracking.id))?.reasons).toEqual([
      { code: 'exception', trigger: 'Theirs' },
    ])
    await customer.edit(tracking.id, { exceptions: [inLayer('user.internal')] })
    await customer.sync()
    const theirs = lead({ url: 'https://shop.example/theirs' })
    expect(counts(it, lead(), staged, fromInside, theirs)).toEqual([1, 1, 0, 0])
    await customer.remove(tracking.id)
    await customer.sync()
    expect(customer.names('trigger')).toEqual(['Theirs'])
  })

  it('that always hold are said to keep it from firing at all', async () => {
    const customer = await customerInTheField(sandbox())
    const anywhere = { variable: 'url', operator: 'startsWith', value: 'http', ...PLAIN }
    const { id } = await customer.draft({ eventName: 'lead', exceptions: [anywhere] })
    await customer.sync()
    expect(await customer.deployment(id)).toMatchObject({
      state: 'CANNOT_FIRE',
      reasons: [{ code: 'blocked' }],
    })
    expect(customer.counted(lead())).toBe(0)
  })

  it('that somebody has taken off the tag are missed, left by a sync, and put back by a repair', async () => {
    const it = await live({ exceptions: [STAGING] })
    const { customer, tracking, name } = it
    customer.byHand((by) => by.change('tag', name, { blockingTriggerId: [] }))
    await customer.verify()
    expect(await customer.deployment(tracking.id)).toMatchObject({
      state: 'DIFFERS',
      reasons: [{ code: 'changed', fields: [{ field: 'exception-1', before: true }] }],
    })
    await customer.sync()
    expect(counts(it, staged)).toEqual([1])
    await repair(it)
    expect(counts(it, lead(), staged)).toEqual([1, 0])
    expect((await customer.deployment(tracking.id))?.state).toBe('LIVE')
  })

  it('that somebody has deleted are made again by a sync that is asked for', async () => {
    const it = await live({ exceptions: [STAGING, inLayer('user.internal')] })
    const { customer, tracking, name } = it
    customer.byHand((by) => {
      by.change('tag', name, { blockingTriggerId: [by.id('trigger', `${name} - exception 2`)] })
      by.remove('trigger', `${name} - exception 1`)
    })
    await customer.verify()
    expect((await customer.deployment(tracking.id))?.state).toBe('DIFFERS')
    await customer.sync()
    expect(counts(it, lead(), staged, fromInside)).toEqual([1, 0, 0])
    expect((await customer.deployment(tracking.id))?.state).toBe('LIVE')
    expect(customer.names('trigger')).toHaveLength(3)
  })

  it('that an interrupted run has made are found again, whatever they are called', async () => {
    const it = await live({ exceptions: [STAGING, inLayer('user.internal')] })
    const { customer, tracking, name } = it
    customer.byHand((by) => {
      by.rename('trigger', `${name} - exception 1`, 'Not on staging')
      by.rename('trigger', `${name} - exception 2`, 'Not from inside')
    })
    await owner.query(`update tracking set applied = '{}' where id = $1`, [tracking.id])
    await customer.edit(tracking.id, { conversion: { counting: 'MANY_PER_CLICK' } })
    await customer.sync()
    expect(customer.names('trigger')).toHaveLength(3)
    expect(counts(it, lead(), staged, fromInside)).toEqual([1, 0, 0])
  })

  it('come back with a tracking that is restored', async () => {
    const it = await live({ exceptions: [STAGING] })
    const { customer, tracking } = it
    await customer.remove(tracking.id)
    await customer.sync()
    expect(customer.names('trigger')).toEqual([])
    expect((await api(customer.tenant.admin).post(`/v1/trackings/${tracking.id}/restore`)).status).toBe(200)
    await customer.sync()
    expect(counts(it, lead(), staged)).toEqual([1, 0])
  })

  it('take no more calls of Tag Manager than a tracking without them', async () => {
    const callsFor = async (input: Record<string, unknown>) => {
      const customer = await customerInTheField(sandbox())
      await customer.draft({ eventName: 'lead', ...input })
      const before = sandbox().calls.length
      await customer.sync()
      return sandbox()
        .calls.slice(before)
        .map(({ operation }) => operation)
    }
    const plain = await callsFor({})
    expect(await callsFor({ conditions: [inLayer('a')], exceptions: [STAGING, inLayer('b')] })).toEqual(plain)
  })
})

describe('variables of the data layer', () => {
  it('are made once for all trackings, and removed when the last has no use for one', async () => {
    const first = await live({ conditions: [inLayer('user.type', 'new')] })
    const { customer } = first
    const second = await live(
      { name: 'Other', eventName: 'other', exceptions: [inLayer('user.type', 'old')] },
      customer,
    )
    expect(customer.names('variable')).toEqual(['OCT - Data Layer - user.type'])
    expect(customer.live('variable', 'OCT - Data Layer - user.type')).toMatchObject({
      type: 'v',
      notes: 'oneclicktag:data-layer',
      parameter: [
        { type: 'integer', key: 'dataLayerVersion', value: '2' },
        { type: 'boolean', key: 'setDefaultValue', value: 'false' },
        { type: 'template', key: 'name', value: 'user.type' },
      ],
    })
    await customer.edit(first.tracking.id, { conditions: [] })
    await customer.sync()
    expect(customer.names('variable')).toEqual(['OCT - Data Layer - user.type'])
    await customer.edit(second.tracking.id, { exceptions: [] })
    await customer.sync()
    expect(customer.names('variable')).toEqual([])
    expect(await customer.codes()).toEqual([])
  })

  it('stay where somebody else’s tag reads them by now', async () => {
    const { customer, tracking } = await live({ conditions: [inLayer('user.type', 'new')] })
    customer.byHand((by) => {
      by.add('tag', {
        name: 'Theirs',
        type: 'html',
        parameter: [parameter('html', '<script>{{OCT - Data Layer - user.type}}</script>')],
        firingTriggerId: ['2147479553'],
      })
    })
    await customer.edit(tracking.id, { conditions: [] })
    await customer.sync()
    expect(customer.names('variable')).toEqual(['OCT - Data Layer - user.type'])
  })

  it('are not taken for one of the same name that reads something else: the tracking waits', async () => {
    const customer = await customerInTheField(sandbox())
    customer.byHand((by) => {
      by.add('variable', {
        name: 'OCT - Data Layer - user.type',
        type: 'v',
        parameter: [parameter('name', 'other'), { type: 'integer', key: 'dataLayerVersion', value: '2' }],
      })
    })
    await customer.draft({ eventName: 'lead', conditions: [inLayer('user.type')] })
    await customer.sync()
    expect(await customer.codes()).toEqual(['shared.name_taken'])
    expect(customer.names('tag')).toEqual([])
  })
})

describe('what was stored before there were settings', () => {
  it('has their defaults, is deployed as it was, and is not written again', async () => {
    const customer = await customerInTheField(sandbox())
    const { id } = await customer.draft({ type: 'FORM_SUBMIT', eventName: undefined, selector: 'form' })
    await customer.sync()
    await owner.query(
      `update tracking set wait_for_tags = null, wait_for_tags_timeout = null, check_validation = null where id = $1`,
      [id],
    )
    const shown = (await api(customer.tenant.admin).get(`/v1/trackings/${id}`)).as(TrackingView)
    expect(shown).toMatchObject({ waitForTags: false, waitForTagsTimeout: 2000, checkValidation: false })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: null })
    expect((await customer.deployment(id))?.state).toBe('LIVE')
    const changed = await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, { checkValidation: false })
    expect(changed.as(TrackingView).version).toBe(1)
  })
})

describe('a condition that is posted', () => {
  const draft = async (input: Record<string, unknown>) => {
    const customer = await customerInTheField(sandbox())
    return api(customer.tenant.admin).post('/v1/trackings', {
      customerId: customer.id,
      name: 'Lead',
      type: 'CUSTOM_EVENT',
      eventName: 'lead',
      ...input,
    })
  }
  const many = (count: number, more: object = {}) =>
    Array.from({ length: count }, (_, n) => ({
      variable: 'path',
      operator: 'contains',
      value: `/${n}`,
      ...more,
    }))

  it('has its defaults, and is shown as it was meant', async () => {
    const conditions = [{ variable: { dataLayer: 'ünit.a-b_1.$x' }, operator: 'equals', value: 'x' }]
    const response = await draft({ conditions, exceptions: many(10) })
    expect(response.status).toBe(201)
    const { conditions: shown, exceptions } = response.as(TrackingView)
    expect(shown).toEqual([{ ...conditions[0], ...PLAIN }])
    expect(exceptions).toHaveLength(10)
  })

  it.each([
    ['eleven', { conditions: many(11) }, 'body.conditions'],
    ['four expressions', { exceptions: many(4, { operator: 'matches' }) }, 'body.exceptions'],
    [
      'an endless expression',
      { conditions: many(1, { operator: 'matches', value: '(a+)+$' }) },
      'body.conditions.0.value',
    ],
    ['braces', { conditions: many(1, { value: '{{Page URL}}' }) }, 'body.conditions.0.value'],
    ['no value', { conditions: many(1, { value: '' }) }, 'body.conditions.0.value'],
    ['another operator', { conditions: many(1, { operator: 'endsWith' }) }, 'body.conditions.0.operator'],
    ['another variable', { conditions: many(1, { variable: 'referrer' }) }, 'body.conditions.0.variable'],
    [
      'a name with braces',
      { exceptions: many(1, { variable: { dataLayer: 'a}}b' } }) },
      'body.exceptions.0.variable',
    ],
    ['an unknown field', { exceptions: many(1, { negate: true }) }, 'body.exceptions.0.negate'],
  ])('with %s is rejected', async (_, input, fault) => {
    const response = await draft(input)
    expect(response.status).toBe(400)
    expect(
      response.faults.every((each) => each.startsWith(fault)),
      response.faults.join(),
    ).toBe(true)
  })
})
