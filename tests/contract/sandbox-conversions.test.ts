import { beforeEach, describe, expect, it } from 'vitest'
import type { ConversionAction } from '../../lib/dev/google-sandbox/state/state.ts'
import type { Visit } from '../../lib/dev/google-sandbox/visitors/fire-tags.ts'
import { parameter } from '../fixtures/published-tag.ts'
import { type Json, logIn, request, sandboxTests } from '../fixtures/sandbox-client.ts'

const { sandbox } = sandboxTests()

const MANAGER = '4000000001'
const CLIENT = '4000000002'
const OTHER_CLIENT = '4000000003'
const OWN = '4000000009'
const ALL_PAGES = ['2147479553']
const PAGE = { type: 'pageview', url: 'https://shop.example/' } as const
const BY_DAY =
  'SELECT segments.date, metrics.all_conversions, metrics.all_conversions_value, metrics.all_conversions_by_conversion_date, metrics.all_conversions_value_by_conversion_date FROM customer'
const AUTUMN = "segments.date BETWEEN '2026-09-01' AND '2026-10-31'"

let token: string
beforeEach(async () => {
  sandbox().addAdsCustomer({ id: MANAGER, manager: true })
  const ofManager = { managerId: MANAGER, conversionCustomerId: MANAGER }
  sandbox().addAdsCustomer({ id: CLIENT, ...ofManager, timeZone: 'America/New_York' })
  sandbox().addAdsCustomer({ id: OTHER_CLIENT, ...ofManager, timeZone: 'Asia/Tokyo' })
  sandbox().addAdsCustomer({ id: OWN, timeZone: 'America/New_York', currencyCode: 'USD' })
  token = (await logIn()).access_token
})

function ask(query: string, account = OWN, pageToken?: string, method = 'search') {
  return request(`https://googleads.googleapis.com/v26/customers/${account}/googleAds:${method}`, {
    token,
    body: { query, pageToken },
    headers: account === OWN ? {} : { 'login-customer-id': MANAGER },
  })
}

async function rows(query: string, account = OWN): Promise<Json[]> {
  const { status, json } = await ask(query, account)
  expect([status, json]).toEqual([200, expect.anything()])
  return json.results ?? []
}

/** Google Ads and the visitors are at another day, while tokens and Tag Manager stay where they are. */
const onDay = (day: string) => sandbox().setAdsNow(new Date(`${day}T12:00:00Z`))

/** When the tag of an action was last seen, and its last conversion. */
async function last({ id }: ConversionAction, account = OWN) {
  const query = `SELECT metrics.conversion_last_received_request_date_time, metrics.conversion_last_conversion_date FROM conversion_action WHERE conversion_action.id = ${id}`
  const [row] = await rows(query, account)
  return [row.metrics?.conversionLastReceivedRequestDateTime, row.metrics?.conversionLastConversionDate]
}

/** What an account counts: conversions and value by the day of the conversion. */
async function days(account = OWN): Promise<Record<string, [number, number]>> {
  const all = await rows(`${BY_DAY} WHERE ${AUTUMN}`, account)
  return Object.fromEntries(
    all.map(({ segments, metrics }) => [
      segments.date,
      [metrics.allConversionsByConversionDate, metrics.allConversionsValueByConversionDate],
    ]),
  )
}

type Site = { values?: Record<string, string>; copies?: number; linker?: boolean; tag?: object }

/** A site on whose pages tags of an action fire, and visits of it. */
function site(account: string, { label }: ConversionAction, options: Site = {}) {
  const { values = {}, copies = 1, linker = true, tag = {} } = options
  const { publicId } = sandbox().addContainer()
  const conversionId = sandbox().state.adsCustomers.get(account)?.conversionTrackingId ?? ''
  const parameters = Object.entries({ conversionId, conversionLabel: label, ...values }).map(([key, value]) =>
    parameter(key, value),
  )
  sandbox().editByHand(publicId, (person) => {
    if (linker) person.add('tag', { name: 'Linker', type: 'gclidw', firingTriggerId: ALL_PAGES })
    for (let copy = 1; copy <= copies; copy++) {
      const name = `Conversion ${copy}`
      person.add('tag', { name, type: 'awct', parameter: parameters, firingTriggerId: ALL_PAGES, ...tag })
    }
  })
  return { publicId, visit: (visit?: Partial<Visit>) => sandbox().simulate(publicId, PAGE, visit) }
}

const newAction = (
  account = OWN,
  fields: Parameters<ReturnType<typeof sandbox>['addConversionAction']>[1] = {},
) => sandbox().addConversionAction(account, fields)

describe('what a visitor fires', () => {
  it('a request and its conversion have the time and the day of the account', async () => {
    const action = newAction()
    const { visit } = site(OWN, action)
    expect(await last(action)).toEqual([undefined, undefined])
    visit({ now: new Date('2026-10-01T03:59:59Z') })
    expect(await last(action)).toEqual(['2026-09-30 23:59:59', '2026-09-30'])
    visit({ now: new Date('2026-10-01T04:00:00Z') })
    expect(await last(action)).toEqual(['2026-10-01 00:00:00', '2026-10-01'])
    expect(await days()).toEqual({ '2026-09-30': [1, 1], '2026-10-01': [1, 1] })
  })

  it('a visit without a click on an ad is seen and not counted', async () => {
    const action = newAction()
    site(OWN, action).visit({ adClick: false })
    expect(await last(action)).toEqual(['2026-10-01 08:00:00', undefined])
    expect(await days()).toEqual({})
  })

  it('one or every conversion of a click counts, as the action says', async () => {
    const one = site(OWN, newAction(OWN, { countingType: 'ONE_PER_CLICK' }), { copies: 2 })
    one.visit()
    expect(await days()).toEqual({ '2026-10-01': [1, 1] })
    one.visit()
    expect(await days()).toEqual({ '2026-10-01': [2, 2] })
    site(OWN, newAction(OWN, { countingType: 'MANY_PER_CLICK' }), { copies: 2 }).visit()
    expect(await days()).toEqual({ '2026-10-01': [4, 4] })
  })

  it('an order id that was counted of an action before is seen, and not counted again', async () => {
    const action = newAction(OWN, { countingType: 'MANY_PER_CLICK' })
    const order = site(OWN, action, { values: { orderId: 'A-1' } })
    order.visit({ adClick: false })
    order.visit()
    onDay('2026-10-02')
    order.visit()
    expect(await days()).toEqual({ '2026-10-01': [1, 1] })
    expect(await last(action)).toEqual(['2026-10-02 08:00:00', '2026-10-01'])
    site(OWN, action, { values: { orderId: 'A-2' } }).visit()
    site(OWN, newAction(), { values: { orderId: 'A-1' } }).visit()
    expect(await days()).toEqual({ '2026-10-01': [1, 1], '2026-10-02': [2, 2] })
  })

  it.each([
    ['the tag’s, in its currency', { conversionValue: '40', currencyCode: 'EUR' }, {}, 50],
    ['the tag’s, in the action’s currency', { conversionValue: '40' }, {}, 40],
    ['zero, if the tag says so', { conversionValue: '0' }, {}, 0],
    ['the action’s without one', { currencyCode: 'EUR' }, {}, 8],
    ['the action’s where the tag’s is no number', { conversionValue: 'much' }, {}, 8],
    ['the action’s, if it always is', { conversionValue: '40' }, { alwaysUseDefaultValue: true }, 8],
    ['the action’s, in its currency', {}, { defaultCurrencyCode: 'EUR' }, 10],
  ])('the value is %s', async (_, values, settings, value) => {
    site(OWN, newAction(OWN, { valueSettings: { defaultValue: 8, ...settings } }), { values }).visit()
    expect(await days()).toEqual({ '2026-10-01': [1, value] })
  })

  it('all_conversions has the date of the click, the columns by conversion date that of the conversion', async () => {
    site(OWN, newAction()).visit({ adClick: { at: new Date('2026-09-20T12:00:00Z') } })
    expect(await rows(`${BY_DAY} WHERE ${AUTUMN}`)).toEqual([
      {
        customer: { resourceName: `customers/${OWN}` },
        segments: { date: '2026-09-20' },
        metrics: {
          allConversions: 1,
          allConversionsValue: 1,
          allConversionsByConversionDate: 0,
          allConversionsValueByConversionDate: 0,
        },
      },
      {
        customer: { resourceName: `customers/${OWN}` },
        segments: { date: '2026-10-01' },
        metrics: {
          allConversions: 0,
          allConversionsValue: 0,
          allConversionsByConversionDate: 1,
          allConversionsValueByConversionDate: 1,
        },
      },
    ])
  })

  it('a click before the look-back window brings no conversion', async () => {
    const { visit } = site(OWN, newAction(OWN, { clickThroughLookbackWindowDays: '7' }))
    visit({ adClick: { at: new Date('2026-09-24T11:59:59Z') } })
    expect(await days()).toEqual({})
    visit({ adClick: { at: new Date('2026-09-24T12:00:00Z') } })
    expect(await days()).toMatchObject({ '2026-10-01': [1, 1] })
  })

  it('a removed action receives and counts nothing any more, and keeps what it has counted', async () => {
    const action = newAction()
    const { visit } = site(OWN, action)
    visit()
    sandbox().editActionByHand(OWN, action.name, { status: 'REMOVED' })
    onDay('2026-10-02')
    visit()
    expect(await last(action)).toEqual(['2026-10-01 08:00:00', '2026-10-01'])
    expect(await days()).toEqual({ '2026-10-01': [1, 1] })
  })

  // https://developers.google.com/google-ads/api/reference/rpc/v26/ConversionActionStatusEnum.ConversionActionStatus:
  // “Conversions will not be recorded and the conversion action will not appear in the UI.”
  it('conversions of a hidden action are seen and not recorded', async () => {
    const action = newAction(OWN, { status: 'HIDDEN' })
    site(OWN, action).visit()
    expect(await last(action)).toEqual(['2026-10-01 08:00:00', undefined])
    expect(await days()).toEqual({})
  })

  it.each(['ad_storage', 'ad_user_data'])('a visitor who denies %s is not counted', async (type) => {
    const action = newAction()
    site(OWN, action).visit({ consent: { [type]: 'denied' } })
    expect(await last(action)).toEqual(['2026-10-01 08:00:00', undefined])
    expect(await days()).toEqual({})
  })

  it('a tag that consent keeps from firing sends nothing', async () => {
    const action = newAction()
    const list = [{ type: 'template' as const, value: 'ad_storage' }]
    const consentSettings = { consentStatus: 'needed', consentType: { type: 'list', list } }
    site(OWN, action, { tag: { consentSettings } }).visit({ consent: { ad_storage: 'denied' } })
    expect(await last(action)).toEqual([undefined, undefined])
  })

  it('a conversion without a Conversion Linker does not lead back to its click', async () => {
    const action = newAction()
    site(OWN, action, { linker: false }).visit()
    expect(await last(action)).toEqual(['2026-10-01 08:00:00', undefined])
    expect(await days()).toEqual({})
  })

  it('a page without the snippet fires nothing, until it has it again', async () => {
    const action = newAction()
    const { publicId, visit } = site(OWN, action)
    sandbox().setSnippet(publicId, false)
    expect(visit()).toEqual({ conversions: [], tags: [] })
    expect(await last(action)).toEqual([undefined, undefined])
    sandbox().setSnippet(publicId, true)
    visit()
    expect(await days()).toEqual({ '2026-10-01': [1, 1] })
  })

  it('a label that no action has reaches nothing', async () => {
    const action = newAction()
    site(OWN, { ...action, label: 'another' }).visit()
    site(MANAGER, action).visit()
    expect(await last(action)).toEqual([undefined, undefined])
  })

  it('an earlier visit does not turn back when the tag was last seen', async () => {
    const action = newAction()
    const { visit } = site(OWN, action)
    visit()
    visit({ now: new Date('2026-09-15T12:00:00Z') })
    expect(await last(action)).toEqual(['2026-10-01 08:00:00', '2026-10-01'])
  })
})

describe('actions of a manager', () => {
  it('clients see them under their own names, with their owner and its label', async () => {
    const { id, label } = newAction(MANAGER)
    const query =
      'SELECT conversion_action.owner_customer, conversion_action.tag_snippets FROM conversion_action'
    for (const account of [MANAGER, CLIENT, OTHER_CLIENT]) {
      const [{ conversionAction }] = await rows(query, account)
      expect(conversionAction).toMatchObject({
        resourceName: `customers/${account}/conversionActions/${id}`,
        ownerCustomer: `customers/${MANAGER}`,
      })
      const { conversionTrackingId } = sandbox().state.adsCustomers.get(MANAGER) ?? {}
      const sendTo = `AW-${conversionTrackingId}/${label}`
      expect(conversionAction.tagSnippets[0].eventSnippet).toContain(sendTo)
    }
    expect(await rows(query)).toEqual([])
  })

  it('a conversion is counted for the account whose ad was clicked, and seen by all', async () => {
    const action = newAction(MANAGER)
    const { visit } = site(MANAGER, action)
    visit({ adClick: { account: OTHER_CLIENT }, now: new Date('2026-10-01T16:00:00Z') })
    expect(await last(action, CLIENT)).toEqual(['2026-10-01 12:00:00', undefined])
    expect(await last(action, OTHER_CLIENT)).toEqual(['2026-10-02 01:00:00', '2026-10-02'])
    expect([await days(CLIENT), await days(OTHER_CLIENT)]).toEqual([{}, { '2026-10-02': [1, 1] }])
    const [{ segments }] = await rows(
      `SELECT segments.conversion_action, metrics.all_conversions FROM customer`,
      OTHER_CLIENT,
    )
    expect(segments).toEqual({
      conversionAction: `customers/${OTHER_CLIENT}/conversionActions/${action.id}`,
    })
  })

  it('the ad of an account that does not use the action brings no conversion', async () => {
    site(MANAGER, newAction(MANAGER)).visit({ adClick: { account: OWN } })
    expect([await days(), await days(CLIENT)]).toEqual([{}, {}])
  })
})

describe('queries', () => {
  const rejection = async (query: string, account = OWN, pageToken?: string) => {
    const { status, json } = await ask(query, account, pageToken)
    expect(status).toBe(400)
    return json.error.details[0].errors.map(({ errorCode }: Json) =>
      Object.entries(errorCode).flat().join('.'),
    )
  }

  it('a report by action and day has names, and no row for what is zero', async () => {
    const [a, b] = [newAction(OWN, { name: 'A' }), newAction(OWN, { name: 'B' })]
    sandbox().recordConversions(OWN, a.id, { '2026-09-30': 2, '2026-10-01': { count: 1, value: 9.5 } })
    sandbox().recordConversions(OWN, b.id, { '2026-10-01': 3 })
    newAction(OWN, { name: 'Never' })
    const segments = 'segments.conversion_action, segments.conversion_action_name, segments.date'
    const metrics =
      'metrics.all_conversions_by_conversion_date, metrics.all_conversions_value_by_conversion_date'
    const query = `SELECT ${segments}, ${metrics} FROM customer WHERE segments.date BETWEEN '2026-09-30' AND '2026-10-01'`
    const row = (action: ConversionAction, date: string, count: number, value: number) => ({
      customer: { resourceName: `customers/${OWN}` },
      segments: {
        conversionAction: `customers/${OWN}/conversionActions/${action.id}`,
        conversionActionName: action.name,
        date,
      },
      metrics: { allConversionsByConversionDate: count, allConversionsValueByConversionDate: value },
    })
    expect(await rows(query)).toEqual([
      row(a, '2026-09-30', 2, 2),
      row(a, '2026-10-01', 1, 9.5),
      row(b, '2026-10-01', 3, 3),
    ])
    const only = `segments.conversion_action IN ('customers/${OWN}/conversionActions/${b.id}')`
    expect(await rows(`${query} AND ${only}`)).toEqual([row(b, '2026-10-01', 3, 3)])
    expect(await rows(`${query} AND metrics.all_conversions_by_conversion_date > 2`)).toHaveLength(1)
    sandbox().editActionByHand(OWN, 'B', { status: 'REMOVED' })
    expect(await rows(query)).toHaveLength(3)
  })

  it('zeros stay where nothing divides a report, and times that never were are absent', async () => {
    const action = newAction()
    const metrics = 'metrics.all_conversions, metrics.conversion_last_received_request_date_time'
    expect(await rows(`SELECT ${metrics} FROM conversion_action`)).toEqual([
      {
        conversionAction: { resourceName: `customers/${OWN}/conversionActions/${action.id}` },
        metrics: { allConversions: 0 },
      },
    ])
    const total = 'SELECT metrics.all_conversions_by_conversion_date FROM customer'
    expect(await rows(total)).toMatchObject([{ metrics: { allConversionsByConversionDate: 0 } }])
    expect(await rows(`${total} WHERE segments.date = '2026-10-01'`)).toHaveLength(1)
    expect(await rows(`SELECT segments.conversion_action FROM customer`)).toEqual([])
  })

  it('account and time zone come with each row of its actions', async () => {
    newAction()
    const query = 'SELECT customer.time_zone, customer.currency_code FROM conversion_action'
    expect(await rows(query)).toMatchObject([
      { customer: { timeZone: 'America/New_York', currencyCode: 'USD' } },
    ])
  })

  it.each([
    "segments.date BETWEEN '2026-09-30' AND '2026-10-01'",
    'segments.date BETWEEN "20260930" AND "20261001"',
    "segments.date >= '2026-09-30' AND segments.date <= '2026-10-01'",
    "segments.date > '2026-09-29' AND segments.date < '2026-10-02'",
    "segments.date IN ('2026-10-01', '2026-09-30')",
  ])('dates are limited by %s', async (where) => {
    const { id } = newAction()
    sandbox().recordConversions(OWN, id, { '2026-09-29': 1, '2026-09-30': 1, '2026-10-01': 1 })
    expect((await rows(`${BY_DAY} WHERE ${where}`)).map(({ segments }) => segments.date)).toEqual([
      '2026-09-30',
      '2026-10-01',
    ])
  })

  const LAST = 'metrics.conversion_last_received_request_date_time'
  const COUNT = 'metrics.all_conversions_by_conversion_date'
  it.each([
    ['an unknown metric', 'SELECT metrics.nonsense FROM customer', 'UNRECOGNIZED_FIELD'],
    ['an unknown segment', 'SELECT segments.nonsense FROM customer', 'UNRECOGNIZED_FIELD'],
    [
      'the last request with dates',
      `SELECT segments.date, ${LAST} FROM conversion_action WHERE ${AUTUMN}`,
      'PROHIBITED_SEGMENT_WITH_METRIC_IN_SELECT_OR_WHERE_CLAUSE',
    ],
    [
      'the last request of a whole account',
      `SELECT ${LAST} FROM customer`,
      'PROHIBITED_METRIC_IN_SELECT_OR_WHERE_CLAUSE',
    ],
    [
      'a column by conversion date of one action',
      `SELECT ${COUNT} FROM conversion_action`,
      'PROHIBITED_METRIC_IN_SELECT_OR_WHERE_CLAUSE',
    ],
    [
      'actions divided by action',
      'SELECT segments.conversion_action, metrics.all_conversions FROM conversion_action',
      'PROHIBITED_SEGMENT_IN_SELECT_OR_WHERE_CLAUSE',
    ],
    [
      'dates without limits',
      `SELECT segments.date, ${COUNT} FROM customer`,
      'EXPECTED_FILTERS_ON_DATE_RANGE',
    ],
    [
      'dates without an end',
      `SELECT segments.date, ${COUNT} FROM customer WHERE segments.date >= '2026-10-01'`,
      'EXPECTED_FILTERS_ON_DATE_RANGE',
    ],
    [
      'an action that is not selected',
      `SELECT ${COUNT} FROM customer WHERE segments.conversion_action = 'customers/1/conversionActions/2'`,
      'EXPECTED_REFERENCED_FIELD_IN_SELECT_CLAUSE',
    ],
    [
      'an end before the beginning',
      `SELECT ${COUNT} FROM customer WHERE segments.date BETWEEN '2026-10-02' AND '2026-10-01'`,
      'DATE_RANGE_TOO_NARROW',
    ],
    [
      'a day that is none',
      `SELECT ${COUNT} FROM customer WHERE segments.date BETWEEN '2026-09-31' AND '2026-10-01'`,
      'INVALID_VALUE_WITH_BETWEEN_OPERATOR',
    ],
    [
      'another way to write dates',
      `SELECT ${COUNT} FROM customer WHERE segments.date = '01.10.2026'`,
      'INVALID_DATE_FORMAT',
    ],
    [
      'a date without quotes',
      `SELECT ${COUNT} FROM customer WHERE segments.date = 2026-10-01`,
      'UNEXPECTED_INPUT',
    ],
    [
      'an order of names',
      "SELECT customer.id FROM customer WHERE customer.id > '1'",
      'OPERATOR_FIELD_MISMATCH',
    ],
    [
      'more than 20,000 values',
      `SELECT conversion_action.id FROM conversion_action WHERE conversion_action.id IN (${Array.from({ length: 20_001 }, (_, id) => id).join()})`,
      'FILTER_HAS_TOO_MANY_VALUES',
    ],
  ])('a query is rejected for %s', async (_, query, code) => {
    expect(await rejection(query)).toEqual([`queryError.${code}`])
  })

  it('days older than 37 months are rejected', async () => {
    const from = (date: string) => `${BY_DAY} WHERE segments.date BETWEEN '${date}' AND '2026-10-01'`
    expect(await rows(from('2023-09-01'))).toEqual([])
    expect(await rejection(from('2023-08-31'))).toEqual([
      'dateRangeError.REQUESTED_DATE_GRANULARITY_NOT_SUPPORTED',
    ])
  })

  it('a manager account has no metrics', async () => {
    newAction(MANAGER)
    const code = ['queryError.REQUESTED_METRICS_FOR_MANAGER']
    expect(await rejection(`SELECT ${LAST} FROM conversion_action`, MANAGER)).toEqual(code)
    expect(await rejection(`SELECT ${COUNT} FROM customer`, MANAGER)).toEqual(code)
    expect(await rows('SELECT conversion_action.id FROM conversion_action', MANAGER)).toHaveLength(1)
  })

  it('results come in pages of 10,000 rows', async () => {
    for (let number = 0; number < 10_001; number++) {
      const { id } = newAction()
      sandbox().recordConversions(OWN, id, { '2026-10-01': 1 })
    }
    const query = `SELECT segments.conversion_action, segments.date, ${COUNT} FROM customer WHERE ${AUTUMN}`
    const first = await ask(query)
    expect(first.json.results).toHaveLength(10_000)
    const { nextPageToken } = first.json
    const second = await ask(query, OWN, nextPageToken)
    expect([second.json.results.length, second.json.nextPageToken]).toEqual([1, undefined])
    const resources = [...first.json.results, ...second.json.results].map(
      ({ segments }: Json) => segments.conversionAction,
    )
    expect(new Set(resources).size).toBe(10_001)
    const wrong = [rejection(query, OWN, 'made-up'), rejection(`${query} LIMIT 10001`, OWN, nextPageToken)]
    expect(await Promise.all(wrong)).toEqual([
      ['requestError.INVALID_PAGE_TOKEN'],
      ['requestError.INVALID_PAGE_TOKEN'],
    ])
    const stream = await ask(query, OWN, undefined, 'searchStream')
    expect(stream.json.map(({ results }: Json) => results.length)).toEqual([10_000, 1])
  })
})

describe('controls', () => {
  it('recorded days replace what was counted, and the last of them was seen', async () => {
    const action = newAction(OWN, { name: 'Lead', valueSettings: { defaultValue: 5 } })
    sandbox().recordConversions(OWN, 'Lead', { '2026-09-28': 4, '2026-09-30': { count: 1, value: 70 } })
    expect(await last(action)).toEqual(['2026-09-30 12:00:00', '2026-09-30'])
    expect(await days()).toEqual({ '2026-09-28': [4, 20], '2026-09-30': [1, 70] })
    sandbox().recordConversions(OWN, action.label, { '2026-09-30': 0, '2026-10-01': 2 })
    expect(await last(action)).toEqual(['2026-10-01 08:00:00', '2026-10-01'])
    expect(await days()).toEqual({ '2026-09-28': [4, 20], '2026-10-01': [2, 10] })
  })

  it('a client records conversions of its manager’s action, and a manager none', async () => {
    const { id } = newAction(MANAGER)
    sandbox().recordConversions(CLIENT, id, { '2026-10-01': 2 })
    expect(await days(CLIENT)).toEqual({ '2026-10-01': [2, 2] })
    expect(() => sandbox().recordConversions(MANAGER, id, { '2026-10-01': 2 })).toThrow('is a manager')
    expect(() => sandbox().recordConversions(OWN, id, {})).toThrow(`${OWN} has no conversion action`)
  })

  it('a stopped action receives nothing, whatever fires, and keeps what it has', async () => {
    const [action, other] = [newAction(), newAction()]
    const sites = [site(OWN, action), site(OWN, other)]
    for (const { visit } of sites) visit()
    sandbox().stopConversions(OWN, action.id)
    onDay('2026-10-02')
    for (const { visit } of sites) expect(visit().conversions).toHaveLength(1)
    expect(await last(action)).toEqual(['2026-10-01 08:00:00', '2026-10-01'])
    expect(await last(other)).toEqual(['2026-10-02 08:00:00', '2026-10-02'])
    expect(await days()).toEqual({ '2026-10-01': [2, 2], '2026-10-02': [1, 1] })
  })

  it('a doubled action counts each conversion twice from then on', async () => {
    const action = newAction()
    const { visit } = site(OWN, action)
    visit()
    sandbox().doubleConversions(OWN, action.id)
    onDay('2026-10-02')
    visit()
    expect(await days()).toEqual({ '2026-10-01': [1, 1], '2026-10-02': [2, 2] })
  })

  it('an account that lags reports a day later, and what is corrected then', async () => {
    const action = newAction()
    sandbox().lagConversions(OWN, 2)
    site(OWN, action).visit()
    expect(await last(action)).toEqual(['2026-10-01 08:00:00', undefined])
    onDay('2026-10-02')
    expect(await days()).toEqual({})
    onDay('2026-10-03')
    expect(await last(action)).toEqual(['2026-10-01 08:00:00', '2026-10-01'])
    expect(await days()).toEqual({ '2026-10-01': [1, 1] })
    sandbox().recordConversions(OWN, action.id, { '2026-10-01': 3 })
    expect(await days()).toEqual({ '2026-10-01': [3, 3] })
  })

  it('Google Ads and the visitors have a time of their own while it is set', async () => {
    const action = newAction()
    const { visit } = site(OWN, action)
    onDay('2026-10-20')
    visit()
    expect(await last(action)).toEqual(['2026-10-20 08:00:00', '2026-10-20'])
    sandbox().setAdsNow(undefined)
    visit()
    expect(await days()).toEqual({ '2026-10-01': [1, 1], '2026-10-20': [1, 1] })
    expect(sandbox().state.now()).toEqual(new Date('2026-10-01T12:00:00Z'))
  })

  it('an added action has what was said of it, and Google’s defaults', async () => {
    newAction(OWN, { name: 'Theirs', category: 'PURCHASE', label: 'their_label' })
    const fields = ['name', 'category', 'status', 'counting_type'].map((name) => `conversion_action.${name}`)
    const [{ conversionAction }] = await rows(`SELECT ${fields} FROM conversion_action`)
    expect(conversionAction).toMatchObject({
      name: 'Theirs',
      category: 'PURCHASE',
      status: 'ENABLED',
      countingType: 'ONE_PER_CLICK',
    })
    expect(sandbox().observe().ads[OWN]).toMatchObject([{ name: 'Theirs', label: 'their_label' }])
  })
})
