import { describe, expect, it } from 'vitest'
import type { VisitorEvent } from '../../lib/dev/google-sandbox/visitors/moments.ts'
import type { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api } from '../fixtures/api.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { type CustomerInTheField, customerInTheField, objectName } from '../fixtures/in-the-field.ts'
import { parameter } from '../fixtures/published-tag.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { untilAtRest } from '../fixtures/ready-customer.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })

const ORDER = {
  value: { dataLayer: 'ecommerce.value' },
  currency: { dataLayer: 'ecommerce.currency' },
  orderId: { dataLayer: 'ecommerce.transaction_id' },
}
const VARIABLES = ['currency', 'transaction_id', 'value'].map((key) => `OCT - Data Layer - ecommerce.${key}`)
const THANKS = {
  name: 'Order',
  type: 'PAGE_VIEW',
  eventName: undefined,
  urlPattern: '/thank-you',
  historyChanges: false,
}

/** The thank-you page of an order, loaded once. */
function order(ecommerce: Record<string, unknown>, more: Record<string, unknown> = {}): VisitorEvent {
  return {
    type: 'pageview',
    url: 'https://shop.example/thank-you',
    dataLayer: { event: 'purchase', ecommerce, ...more },
  }
}
const shoes = order({ value: 79.9, currency: 'EUR', transaction_id: 'A-1' })
const hat = order({ value: 25, currency: 'USD', transaction_id: 'A-2' })

type Live = { customer: CustomerInTheField; tracking: TrackingView }

async function live(
  conversion: Record<string, unknown>,
  more: object = {},
  at?: CustomerInTheField,
): Promise<Live> {
  const customer = at ?? (await customerInTheField(sandbox()))
  const { id } = await customer.draft({
    ...THANKS,
    conversion: { category: 'PURCHASE', ...conversion },
    ...more,
  })
  await customer.sync()
  const tracking = await customer.tracking(id)
  expect(tracking.deploymentState).toBe('LIVE')
  return { customer, tracking }
}

/** What Google Ads has counted so far, in the account's currency. */
function totals({ customer, tracking }: Live): { count: number; value: number } {
  const { id } = customer.action(tracking)
  const days = sandbox().state.adsCustomers.get(customer.adsAccountId)?.counted.get(id) ?? []
  const sum = (of: 'count' | 'value') => Number(days.reduce((all, day) => all + day[of], 0).toFixed(2))
  return { count: sum('count'), value: sum('value') }
}

function visit({ customer }: Live, ...events: VisitorEvent[]) {
  return events.map((event) => sandbox().simulate(customer.container.publicId, [event]).conversions)
}

/** What the live tag of a tracking sends, by parameter. */
function sent({ customer, tracking }: Live): Record<string, string> {
  const { parameter: parameters = [] } = customer.live('tag', objectName(tracking))
  const own = ['conversionValue', 'currencyCode', 'orderId', 'enableNewCustomerReporting', 'awNewCustomer']
  return Object.fromEntries(
    parameters.flatMap(({ key = '', value }) => (own.includes(key) ? [[key, String(value)]] : [])),
  )
}

async function repair({ customer, tracking }: Live): Promise<void> {
  await freeQuota()
  const response = await api(customer.tenant.admin).post(`/v1/trackings/${tracking.id}/repair`)
  expect(response.status).toBe(202)
  await untilAtRest(String(Reflect.get(Object(response.body), 'id')))
}

describe('values of the data layer', () => {
  it('are counted as each order says, and an order that is reported again is not', async () => {
    const it = await live(ORDER)
    expect(it.tracking.conversion).toMatchObject({ ...ORDER, counting: 'MANY_PER_CLICK', newCustomer: null })
    expect(it.customer.names('variable')).toEqual(VARIABLES)
    expect(sent(it)).toEqual({
      conversionValue: '{{OCT - Data Layer - ecommerce.value}}',
      currencyCode: '{{OCT - Data Layer - ecommerce.currency}}',
      orderId: '{{OCT - Data Layer - ecommerce.transaction_id}}',
    })
    expect(it.customer.action(it.tracking).valueSettings).toMatchObject({
      defaultValue: 0,
      alwaysUseDefaultValue: false,
    })
    expect(visit(it, shoes, shoes, hat)).toMatchObject([
      [{ value: '79.9', currencyCode: 'EUR', orderId: 'A-1' }],
      [{ orderId: 'A-1' }],
      [{ value: '25', currencyCode: 'USD', orderId: 'A-2' }],
    ])
    // 25 dollars are 20 euros in the sandbox.
    expect(totals(it)).toEqual({ count: 2, value: 99.9 })
  })

  it('without an order id count a reload of the thank-you page again', async () => {
    const { orderId: _, ...unsafe } = ORDER
    const it = await live(unsafe)
    visit(it, shoes, shoes)
    expect(totals(it)).toEqual({ count: 2, value: 159.8 })
  })

  it('count nothing of what the page does not say', async () => {
    const it = await live(ORDER)
    visit(it, order({}))
    expect(totals(it)).toEqual({ count: 1, value: 0 })
  })

  it('share their variables, which go with the last tracking that reads them', async () => {
    const first = await live(ORDER)
    const { customer } = first
    const second = await live(
      { value: ORDER.value, currency: 'EUR' },
      { name: 'Upsell', urlPattern: '/upsell' },
      customer,
    )
    expect(customer.names('variable')).toEqual(VARIABLES)
    await customer.remove(first.tracking.id)
    await customer.sync()
    expect(customer.names('variable')).toEqual(['OCT - Data Layer - ecommerce.value'])
    await customer.edit(second.tracking.id, { conversion: { value: 12 } })
    await customer.sync()
    expect(customer.names('variable')).toEqual([])
    expect(sent(second)).toEqual({ conversionValue: '12', currencyCode: 'EUR' })
  })

  it('take the place of a constant and give it back, at Google Ads too', async () => {
    const it = await live({ value: 30, currency: 'EUR' })
    const { customer, tracking } = it
    const settings = () => customer.action(tracking).valueSettings
    expect([sent(it), settings().defaultValue]).toEqual([{ conversionValue: '30', currencyCode: 'EUR' }, 30])
    sandbox().editActionByHand(customer.adsAccountId, customer.action(tracking).name, {
      valueSettings: { ...settings(), alwaysUseDefaultValue: true },
    })
    await customer.edit(tracking.id, { conversion: ORDER })
    await customer.sync()
    expect(settings().alwaysUseDefaultValue).toBe(false)
    visit(it, shoes)
    expect(totals(it)).toEqual({ count: 1, value: 79.9 })
    await customer.edit(tracking.id, { conversion: { value: 5, currency: 'EUR', orderId: null } })
    await customer.sync()
    expect([sent(it), settings().defaultValue]).toEqual([{ conversionValue: '5', currencyCode: 'EUR' }, 5])
    expect(customer.names('variable')).toEqual([])
  })

  it('say whether the customer is new', async () => {
    const it = await live({ ...ORDER, newCustomer: { dataLayer: 'customer.new' } })
    const of = (isNew: unknown) => order({ transaction_id: 'B' }, { customer: { new: isNew } })
    const said = visit(it, of(true), of(false), of(undefined)).map(([first]) => first?.newCustomer)
    expect(said).toEqual(['true', 'false', undefined])
    await it.customer.edit(it.tracking.id, { conversion: { newCustomer: true } })
    await it.customer.sync()
    expect(visit(it, order({}))).toMatchObject([[{ newCustomer: 'true' }]])
    await it.customer.edit(it.tracking.id, { conversion: { newCustomer: null } })
    await it.customer.sync()
    expect(Object.keys(sent(it))).not.toContain('enableNewCustomerReporting')
    expect(await it.customer.codes()).toEqual([])
  })
})

describe('what other people make of the values', () => {
  const theirs = { name: 'Order value', type: 'v', parameter: dataLayer('order.total') }

  function dataLayer(name: string) {
    return [
      { type: 'integer' as const, key: 'dataLayerVersion', value: '2' },
      { type: 'boolean' as const, key: 'setDefaultValue', value: 'false' },
      parameter('name', name),
    ]
  }

  function setByHand({ customer, tracking }: Live, key: string, value: string): void {
    customer.byHand((by) => {
      const name = objectName(tracking)
      const others = customer.live('tag', name).parameter?.filter((each) => each.key !== key) ?? []
      by.change('tag', name, { parameter: [...others, parameter(key, value)] })
    })
  }

  it('stays where the tracking asks for nothing', async () => {
    const it = await live({})
    it.customer.byHand((by) => by.add('variable', theirs))
    setByHand(it, 'orderId', '{{Order value}}')
    setByHand(it, 'conversionValue', '{{Order value}}')
    await it.customer.edit(it.tracking.id, { conversion: { counting: 'ONE_PER_CLICK' } })
    await it.customer.sync()
    expect(sent(it)).toEqual({ conversionValue: '{{Order value}}', orderId: '{{Order value}}' })
  })

  it('is left and said where the tracking asks for something else, and set back by a repair', async () => {
    const it = await live(ORDER)
    it.customer.byHand((by) => by.add('variable', theirs))
    setByHand(it, 'conversionValue', '{{Order value}}')
    await it.customer.edit(it.tracking.id, { conversion: { counting: 'ONE_PER_CLICK' } })
    await it.customer.sync()
    expect(sent(it)['conversionValue']).toBe('{{Order value}}')
    expect(await it.customer.codes()).toContain('drift.changed')
    expect((await it.customer.deployment(it.tracking.id))?.state).toBe('DIFFERS')
    await repair(it)
    expect(sent(it)['conversionValue']).toBe('{{OCT - Data Layer - ecommerce.value}}')
    expect((await it.customer.deployment(it.tracking.id))?.state).toBe('LIVE')
  })

  it('is as good as ours where it reads the same', async () => {
    const it = await live(ORDER)
    it.customer.byHand((by) => by.add('variable', { ...theirs, parameter: dataLayer('ecommerce.value') }))
    setByHand(it, 'conversionValue', '{{Order value}}')
    await it.customer.verify()
    expect((await it.customer.deployment(it.tracking.id))?.state).toBe('LIVE')
    expect(await it.customer.codes()).toEqual([])
    await it.customer.edit(it.tracking.id, { conversion: { value: { dataLayer: 'order.net' } } })
    await it.customer.sync()
    expect(sent(it)['conversionValue']).toBe('{{OCT - Data Layer - order.net}}')
    expect(await it.customer.codes()).toEqual([])
  })

  it('can be accepted where it reads the data layer', async () => {
    const it = await live(ORDER)
    it.customer.byHand((by) => by.add('variable', theirs))
    setByHand(it, 'conversionValue', '{{Order value}}')
    await it.customer.verify()
    const response = await api(it.customer.tenant.admin).post(`/v1/trackings/${it.tracking.id}/accept`)
    expect(response).toMatchObject({
      status: 200,
      body: { tracking: { conversion: { ...ORDER, value: { dataLayer: 'order.total' } } }, left: [] },
    })
  })

  it('is missed where a variable of ours is gone or reads something else, and made again by a sync', async () => {
    const it = await live(ORDER)
    const [, , variable = ''] = VARIABLES
    it.customer.byHand((by) => by.change('variable', variable, { parameter: dataLayer('order.total') }))
    await it.customer.verify()
    expect(await it.customer.deployment(it.tracking.id)).toMatchObject({
      state: 'DIFFERS',
      reasons: [
        { code: 'changed', fields: [{ field: 'parameter:conversionValue', before: `{{${variable}}}` }] },
      ],
    })
  })
})

describe('what a conversion action is made with', () => {
  it('is written then, and later only if the tracking changes it', async () => {
    const it = await live({
      primary: false,
      clickThroughLookbackWindowDays: 60,
      viewThroughLookbackWindowDays: 7,
    })
    const { customer, tracking } = it
    const action = () => customer.action(tracking)
    const settings = () => [
      action().primaryForGoal,
      Number(action().clickThroughLookbackWindowDays),
      Number(action().viewThroughLookbackWindowDays),
    ]
    expect(settings()).toEqual([false, 60, 7])
    sandbox().editActionByHand(customer.adsAccountId, action().name, {
      primaryForGoal: true,
      clickThroughLookbackWindowDays: '45',
    })
    await customer.edit(tracking.id, { conversion: { category: 'SUBSCRIBE_PAID' } })
    await customer.sync()
    expect(settings()).toEqual([true, 45, 7])
    await customer.edit(tracking.id, { conversion: { viewThroughLookbackWindowDays: 3 } })
    await customer.sync()
    expect(settings()).toEqual([true, 45, 3])
    await customer.edit(tracking.id, {
      conversion: { clickThroughLookbackWindowDays: 90, viewThroughLookbackWindowDays: null },
    })
    await customer.sync()
    expect(settings()).toEqual([true, 90, 3])
  })
})
