import { describe, expect, it } from 'vitest'
import { CreateTracking } from '../../lib/trackings/tracking-input.ts'

const customerId = '01890000-0000-7000-8000-000000000000'
const button = { customerId, name: 'Buy', type: 'BUTTON_CLICK', selector: '#buy' }
const form = { customerId, name: 'Contact', type: 'FORM_SUBMIT', selector: 'form' }
const page = { customerId, name: 'Thanks', type: 'PAGE_VIEW', urlPattern: '/thanks' }
const event = { customerId, name: 'Lead', type: 'CUSTOM_EVENT', eventName: 'lead' }

function violationsOf(input: unknown): string[] {
  const issues = CreateTracking.safeParse(input).error?.issues ?? []
  return issues.flatMap(({ path, ...issue }) =>
    issue.code === 'unrecognized_keys' ? issue.keys : [path.join('.')],
  )
}

const without = (input: object, field: string) =>
  Object.fromEntries(Object.entries(input).filter(([name]) => name !== field))

describe('a new tracking', () => {
  it.each([
    button,
    form,
    page,
    event,
    { ...event, urlPattern: '*/shop/*' },
    { ...button, urlPattern: '/p?a=1' },
  ])('may be %j', (input) => {
    expect(violationsOf(input)).toEqual([])
  })

  it.each([
    [button, 'selector'],
    [form, 'selector'],
    [page, 'urlPattern'],
    [event, 'eventName'],
    [button, 'name'],
    [button, 'customerId'],
    [button, 'type'],
  ])('%j needs its %s', (input, field) => {
    expect(violationsOf(without(input, field))).toEqual([field])
  })

  it.each([
    [page, { selector: 'a' }],
    [event, { selector: 'a' }],
    [button, { eventName: 'x' }],
    [form, { eventName: 'x' }],
    [page, { eventName: 'x' }],
    [button, { gtmTagId: '1' }],
  ])('%j cannot have %j', (input, extra) => {
    expect(violationsOf({ ...input, ...extra })).toEqual(Object.keys(extra))
  })

  it.each(['', ' ', 'x'.repeat(81), 'a:b', 'two\nlines', 'a\u0000', 'half \ud800', 1, null])(
    'cannot be called %j',
    (name) => {
      expect(violationsOf({ ...button, name })).toEqual(['name'])
    },
  )

  it('is called by its name without the spaces around it', () => {
    expect(CreateTracking.parse({ ...button, name: '  Buy now 🛒 ' }).name).toBe('Buy now 🛒')
  })

  it.each(['', 'x'.repeat(501), '/a b', '/a\n', '{{url}}', '/\ud800'])(
    'cannot have the URL pattern %j',
    (urlPattern) => {
      expect(violationsOf({ ...page, urlPattern })).toEqual(['urlPattern'])
    },
  )

  it.each(['', 'x'.repeat(101), 'gtm.js', 'GTM.click', '{{Event}}', 'a\tb'])(
    'cannot have the event name %j',
    (eventName) => {
      expect(violationsOf({ ...event, eventName })).toEqual(['eventName'])
    },
  )

  it.each([' ', 'a >', 'a::before', '[data-x="{{y}}"]', `#${'x'.repeat(500)}`])(
    'cannot have the selector %j',
    (selector) => {
      expect(violationsOf({ ...button, selector })).toEqual(['selector'])
    },
  )
})

describe('its conversion', () => {
  it.each([
    [{ value: 10 }, ['conversion.currency']],
    [{ currency: 'EUR' }, ['conversion.value']],
    [{ value: -1, currency: 'EUR' }, ['conversion.value']],
    [{ value: 0.001, currency: 'EUR' }, ['conversion.value']],
    [{ value: 1e10, currency: 'EUR' }, ['conversion.value']],
    [{ value: 10, currency: 'eur' }, ['conversion.currency']],
    [{ value: 10, currency: 'XYZ' }, ['conversion.currency']],
    [{ category: 'LEAD' }, ['conversion.category']],
    [{ counting: 'TWICE' }, ['conversion.counting']],
    [{ label: 'x' }, ['label']],
  ])('%j names %j', (conversion, faults) => {
    expect(violationsOf({ ...button, conversion })).toEqual(faults)
  })

  it.each([0, 0.07, 19.99, 1.1, 9_999_999_999.99])('may be worth %d', (value) => {
    expect(violationsOf({ ...button, conversion: { value, currency: 'CHF' } })).toEqual([])
  })

  it('counts one per click by default', () => {
    expect(CreateTracking.parse(button).conversion).toEqual({ counting: 'ONE_PER_CLICK' })
  })
})
