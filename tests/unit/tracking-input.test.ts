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
    { ...page, historyChanges: false, ignoreCase: true },
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
    [button, { historyChanges: true }],
    [event, { historyChanges: false }],
    [form, { eventName: 'x' }],
    [page, { eventName: 'x' }],
    [button, { gtmTagId: '1' }],
  ])('%j cannot have %j', (input, extra) => {
    expect(violationsOf({ ...input, ...extra })).toEqual(Object.keys(extra))
  })

  it.each(['', ' ', 'x'.repeat(81), 'a:b', '{{Event}}', 'two\nlines', 'a\u0000', 'half \ud800', 1, null])(
    'cannot be called %j',
    (name) => {
      expect(violationsOf({ ...button, name })).toEqual(['name'])
    },
  )

  it('is called by its name without the spaces around it', () => {
    expect(CreateTracking.parse({ ...button, name: '  Buy now 🛒 ' }).name).toBe('Buy now 🛒')
  })

  it.each([
    '',
    'x'.repeat(501),
    '/a b',
    '/a\n',
    '{{url}}',
    '/\ud800',
    '*a*b*c*d*e*f*',
    '/#a#b',
    'ftp://a/b',
    '/../x',
  ])('cannot have the URL pattern %j', (urlPattern) => {
    expect(violationsOf({ ...page, urlPattern })).toEqual(['urlPattern'])
  })

  it.each(['', 'x'.repeat(201), '(', '(?=x)', '(a+)+$', '{{Page URL}}', 'a\nb'])(
    'cannot have the regular expression %j',
    async (urlRegex) => {
      const { error } = await CreateTracking.safeParseAsync({ ...page, urlRegex })
      expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['urlRegex'])
    },
  )

  it('may be a page that is told by a regular expression alone, but not by nothing', async () => {
    const byRegex = { ...without(page, 'urlPattern'), urlRegex: '/thanks/[0-9]+$' }
    expect(await CreateTracking.parseAsync(byRegex)).toMatchObject({ urlRegex: '/thanks/[0-9]+$' })
    const [issue] = CreateTracking.safeParse(without(page, 'urlPattern')).error?.issues ?? []
    expect(issue?.message).toBe('is required for a PAGE_VIEW, or urlRegex in place of it')
  })

  it('names that a page lacks its address along with everything else', () => {
    expect(violationsOf({ ...without(page, 'urlPattern'), name: '', selector: 'a' }).toSorted()).toEqual([
      'name',
      'selector',
      'urlPattern',
    ])
  })

  it('says what to do about a field that its type has no use for', () => {
    const [issue] = CreateTracking.safeParse({ ...button, historyChanges: true }).error?.issues ?? []
    expect(issue?.message).toBe('means nothing for a BUTTON_CLICK; leave historyChanges out')
  })

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
    expect(CreateTracking.parse(button).conversion).toEqual({
      counting: 'ONE_PER_CLICK',
      enhanced: 'off',
    })
  })
})
