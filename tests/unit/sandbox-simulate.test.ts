import { describe, expect, it } from 'vitest'
import { createSandbox } from '../../lib/dev/google-sandbox/sandbox.ts'
import { filter, parameter, publishedTag } from '../fixtures/published-tag.ts'

const url = 'https://shop.example/a?b=C'
const view = { type: 'pageview', url } as const
const obstaclesOf = (simulation: ReturnType<ReturnType<typeof publishedTag>['simulate']>) =>
  simulation.tags[0]?.obstacles.map(({ code }) => code)

describe('triggers', () => {
  it('a custom event fires by its name', () => {
    const { count } = publishedTag({
      type: 'customEvent',
      customEventFilter: [filter('equals', '{{_event}}', 'signup')],
    })
    expect(count({ type: 'custom', url, eventName: 'signup' })).toBe(1)
    expect(count({ type: 'custom', url, eventName: 'other' })).toBe(0)
  })

  it('a custom event by a regular expression also sees Tag Manager’s own events', () => {
    const customEventFilter = [filter('matchRegex', '{{_event}}', '^gtm\\.(js|load)$')]
    expect(publishedTag({ type: 'customEvent', customEventFilter }).count(view)).toBe(2)
  })

  it('a history trigger fires on history changes and on nothing else', () => {
    const { count } = publishedTag({ type: 'historyChange' })
    expect(count({ type: 'history', url: `${url}#/thanks`, from: url })).toBe(1)
    expect(count(view)).toBe(0)
    expect(publishedTag({ type: 'pageview' }).count({ type: 'history', url, from: url })).toBe(0)
  })

  it('a link trigger fires inside of links only', () => {
    const { count } = publishedTag({ type: 'linkClick' })
    const html = '<a href="/x"><b>in</b></a><b id="out">out</b>'
    expect(count({ type: 'click', url, html, element: 'a b' })).toBe(1)
    expect(count({ type: 'click', url, html, element: '#out' })).toBe(0)
  })

  it('a trigger group fires when all of its members have fired on the page', () => {
    const member = (value: string) => ({ type: 'triggerReference' as const, value })
    const { count } = publishedTag(
      { type: 'pageview' },
      { firingTriggerId: ['3'] },
      {
        triggers: [
          { name: 'Click', type: 'click' },
          {
            name: 'Both',
            type: 'triggerGroup',
            parameter: [{ type: 'list', key: 'triggerIds', list: [member('1'), member('2')] }],
          },
        ],
      },
    )
    expect(count(view)).toBe(0)
    expect(count([view, { type: 'click', url }])).toBe(1)
    expect(count([view, { type: 'click', url }, { type: 'click', url }])).toBe(1)
  })

  it('a trigger never fires while a built-in variable that it uses is not enabled', () => {
    const trigger = { type: 'pageview', filter: [filter('contains', '{{Page URL}}', '/a')] }
    const disabled = publishedTag(trigger, {}, { builtIns: ['pagePath'] })
    expect(disabled.simulate(view)).toEqual({
      conversions: [],
      tags: [
        { tag: 'A', type: 'awct', fired: 0, obstacles: [{ code: 'built_in_disabled', detail: 'Page URL' }] },
      ],
    })
    expect(publishedTag(trigger).count(view)).toBe(1)
  })
})

describe('tags', () => {
  it('a tag without a firing trigger never fires', () => {
    expect(obstaclesOf(publishedTag({ type: 'pageview' }, { firingTriggerId: [] }).simulate(view))).toEqual([
      'no_trigger',
    ])
  })

  it('a paused tag does not fire', () => {
    const { simulate } = publishedTag({ type: 'pageview' }, { paused: true })
    expect([simulate(view).conversions, obstaclesOf(simulate(view))]).toEqual([[], ['paused']])
  })

  it('an exception blocks at its own event only, and only where its conditions hold', () => {
    const exception = {
      name: 'Staging',
      type: 'pageview',
      filter: [filter('contains', '{{Page Hostname}}', 'staging')],
    }
    const { count, simulate } = publishedTag(
      { type: 'pageview' },
      { firingTriggerId: ['1', '3'], blockingTriggerId: ['2'] },
      { triggers: [exception, { name: 'Click', type: 'click' }] },
    )
    const staging = 'https://staging.shop.example/'
    expect(count(view)).toBe(1)
    expect(simulate({ type: 'pageview', url: staging }).tags[0]).toMatchObject({
      fired: 0,
      obstacles: [{ code: 'blocked', detail: 'Staging' }],
    })
    expect(count({ type: 'click', url: staging })).toBe(1)
  })

  it('a schedule keeps a tag from firing before its start and from its end on', () => {
    const at = (iso: string) => ({ now: new Date(iso) })
    const { simulate, count } = publishedTag(
      { type: 'pageview' },
      {
        scheduleStartMs: String(Date.parse('2026-10-01T00:00:00Z')),
        scheduleEndMs: String(Date.parse('2026-11-01T00:00:00Z')),
      },
    )
    expect(count(view)).toBe(1)
    expect(obstaclesOf(simulate(view, at('2026-09-30T23:59:59Z')))).toEqual(['before_schedule'])
    expect(obstaclesOf(simulate(view, at('2026-11-01T00:00:00Z')))).toEqual(['after_schedule'])
  })

  it('a tag for the live site does not fire in preview', () => {
    const { simulate, count } = publishedTag({ type: 'pageview' }, { liveOnly: true })
    expect(count(view)).toBe(1)
    expect(obstaclesOf(simulate(view, { preview: true }))).toEqual(['live_only'])
  })

  it('a tag that needs consent fires only when every type of it is granted', () => {
    const consentType = {
      type: 'list' as const,
      list: [
        { type: 'template' as const, value: 'ad_storage' },
        { type: 'template' as const, value: 'ad_user_data' },
      ],
    }
    const { simulate, count } = publishedTag(
      { type: 'pageview' },
      { consentSettings: { consentStatus: 'needed', consentType } },
    )
    expect(count(view)).toBe(1)
    expect(count(view, { consent: { ad_storage: 'granted', analytics_storage: 'denied' } })).toBe(1)
    const denied = simulate(view, { consent: { ad_storage: 'granted', ad_user_data: 'denied' } })
    expect(denied.tags[0]?.obstacles).toEqual([{ code: 'consent_missing', detail: 'ad_user_data' }])
    const notNeeded = publishedTag(
      { type: 'pageview' },
      { consentSettings: { consentStatus: 'notNeeded', consentType } },
    )
    expect(notNeeded.count(view, { consent: { ad_storage: 'denied' } })).toBe(1)
  })

  it.each([
    ['oncePerEvent', 4],
    ['unlimited', 5],
    ['oncePerLoad', 1],
  ] as const)(
    'two triggers at one event and three events fire a tag %s: %i times',
    (tagFiringOption, times) => {
      const click = { type: 'click', url } as const
      const { count } = publishedTag(
        { type: 'click' },
        { tagFiringOption, firingTriggerId: ['1', '2', '2147479553'] },
        {
          triggers: [{ name: 'Once', type: 'click', filter: [filter('contains', '{{Page URL}}', 'first')] }],
        },
      )
      expect(count([view, { ...click, url: 'https://shop.example/first' }, click, click])).toBe(times)
    },
  )

  it('a container with nothing live fires nothing', () => {
    const sandbox = createSandbox()
    expect(sandbox.simulate(sandbox.addContainer().publicId, view)).toEqual({ conversions: [], tags: [] })
  })
})

describe('conversions', () => {
  it('value, currency and order id are read from variables', () => {
    const fromDataLayer = (name: string) => ({ name, type: 'v', parameter: [parameter('name', name)] })
    const { simulate } = publishedTag(
      { type: 'customEvent', customEventFilter: [filter('equals', '{{_event}}', 'purchase')] },
      {
        parameter: [
          parameter('conversionId', '1'),
          parameter('conversionLabel', 'x'),
          parameter('conversionValue', '{{order.value}}'),
          parameter('currencyCode', 'EUR'),
          parameter('orderId', 'no-{{order.id}}'),
        ],
      },
      { variables: [fromDataLayer('order.value'), fromDataLayer('order.id')] },
    )
    const dataLayer = { order: { value: 9.5, id: 7 } }
    expect(simulate({ type: 'custom', url, eventName: 'purchase', dataLayer }).conversions).toEqual([
      {
        conversionId: '1',
        label: 'x',
        tag: 'A',
        value: '9.5',
        currencyCode: 'EUR',
        orderId: 'no-7',
        linked: false,
      },
    ])
  })

  it.each([
    [
      'a field of the tag',
      { newCustomerReportingDataSource: 'JSON', awNewCustomer: '{{customer.new}}' },
      'true',
    ],
    ['the data layer', { newCustomerReportingDataSource: 'DATA_LAYER' }, 'false'],
    [
      'nothing, unless it is enabled',
      { enableNewCustomerReporting: 'false', awNewCustomer: 'true' },
      undefined,
    ],
  ])('whether a customer is new is read from %s', (_, given, newCustomer) => {
    const values = { conversionId: '1', conversionLabel: 'x', enableNewCustomerReporting: 'true', ...given }
    const { simulate } = publishedTag(
      { type: 'pageview' },
      { parameter: Object.entries(values).map(([key, value]) => parameter(key, value)) },
      { variables: [{ name: 'customer.new', type: 'v', parameter: [parameter('name', 'customer.new')] }] },
    )
    const dataLayer = { customer: { new: true }, new_customer: false }
    const [conversion] = simulate({ type: 'pageview', url, dataLayer }).conversions
    expect(conversion?.newCustomer).toBe(newCustomer)
  })

  it('what a page has pushed stays until the next page is loaded', () => {
    const values = { conversionId: '1', conversionLabel: 'x', conversionValue: '{{v}}', orderId: '{{id}}' }
    const variable = (name: string, key: string) => ({ name, type: 'v', parameter: [parameter('name', key)] })
    const { simulate } = publishedTag(
      { type: 'customEvent', customEventFilter: [filter('equals', '{{_event}}', 'purchase')] },
      { parameter: Object.entries(values).map(([key, value]) => parameter(key, value)) },
      { variables: [variable('v', 'order.value'), variable('id', 'order.id')] },
    )
    const loaded = { type: 'pageview', url, dataLayer: { order: { value: 3, id: 'A' } } } as const
    const bought = { type: 'custom', url, eventName: 'purchase', dataLayer: { order: { value: 9 } } } as const
    expect(simulate([loaded, bought]).conversions).toMatchObject([{ value: '9', orderId: 'A' }])
    const [next] = simulate([loaded, { type: 'pageview', url }, bought]).conversions
    expect(next).not.toHaveProperty('orderId')
  })

  const linker = (changes: object = {}) => ({
    name: 'Linker',
    type: 'gclidw',
    firingTriggerId: ['2147479573'],
    ...changes,
  })
  const cookie = (prefix: string) => [
    { type: 'boolean' as const, key: 'enableCookieOverrides', value: 'true' },
    parameter('conversionCookiePrefix', prefix),
  ]

  it.each([
    ['no linker', [], false],
    ['a linker on all pages', [linker()], true],
    ['a paused linker', [linker({ paused: true })], false],
    ['a linker without a trigger', [linker({ firingTriggerId: [] })], false],
    ['a linker that is blocked', [linker({ blockingTriggerId: ['2147479573'] })], false],
    ['a linker with another cookie prefix', [linker({ parameter: cookie('_other') })], false],
  ])('with %s the click is found again: %s', (_, tags, linked) => {
    const { simulate } = publishedTag({ type: 'click' }, {}, { tags: tags.flat() })
    expect(simulate({ type: 'click', url }).conversions).toMatchObject([{ linked }])
  })

  it('a linker and a tag with the same cookie prefix find each other', () => {
    const { simulate } = publishedTag(
      { type: 'click' },
      {
        parameter: [
          parameter('conversionId', '1'),
          parameter('conversionLabel', 'x'),
          parameter('conversionCookiePrefix', '_shop'),
        ],
      },
      { tags: [linker({ parameter: cookie('_shop') })] },
    )
    expect(simulate({ type: 'click', url }).conversions).toMatchObject([{ linked: true }])
  })
})
