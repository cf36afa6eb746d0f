import { describe, expect, it } from 'vitest'
import { TRACKING_WARNINGS } from '../../lib/model/tracking-warning.ts'
import { trackingWarnings, type Warned } from '../../lib/trackings/tracking-warnings.ts'
import { NO_TARGET } from '../fixtures/no-target.ts'
import { NO_VALUES } from '../fixtures/no-values.ts'

const LEAD: Warned = {
  ...NO_TARGET,
  ...NO_VALUES,
  type: 'FORM_SUBMIT',
  conversionCategory: 'SUBMIT_LEAD_FORM',
  conversionCounting: 'ONE_PER_CLICK',
}
const SALE: Warned = {
  ...LEAD,
  type: 'PAGE_VIEW',
  urlPattern: '/thank-you',
  conversionCategory: 'PURCHASE',
  conversionCounting: 'MANY_PER_CLICK',
  conversionValueKey: 'ecommerce.value',
  conversionCurrencyKey: 'ecommerce.currency',
  conversionOrderIdKey: 'ecommerce.transaction_id',
}
const EVERY = { conversionCounting: 'MANY_PER_CLICK' }
const CONDITION = {
  variable: 'path' as const,
  operator: 'equals' as const,
  value: '/',
  not: false,
  ignoreCase: false,
}

const CASES: [string, Warned, string[]][] = [
  ['a lead that counts once', LEAD, []],
  ['a lead with a fixed value', { ...LEAD, conversionValue: 30, conversionCurrency: 'EUR' }, []],
  ['a lead of which every one counts', { ...LEAD, ...EVERY }, ['action.counting']],
  ['a purchase with all that it needs', SALE, []],
  ['a purchase in one currency', { ...SALE, conversionCurrencyKey: null, conversionCurrency: 'EUR' }, []],
  [
    'a purchase without a value',
    { ...SALE, conversionValueKey: null, conversionCurrencyKey: null },
    ['purchase.value_missing'],
  ],
  [
    'a purchase of a fixed value',
    {
      ...SALE,
      conversionValueKey: null,
      conversionCurrencyKey: null,
      conversionValue: 9,
      conversionCurrency: 'EUR',
    },
    ['purchase.value_fixed'],
  ],
  ['a purchase without a currency', { ...SALE, conversionCurrencyKey: null }, ['purchase.currency_missing']],
  ['a purchase without an order id', { ...SALE, conversionOrderIdKey: null }, ['purchase.order_id_missing']],
  ['a purchase that counts once', { ...SALE, conversionCounting: 'ONE_PER_CLICK' }, ['action.counting']],
  [
    'a page that counts each time',
    { ...LEAD, ...EVERY, type: 'PAGE_VIEW', urlPattern: '/done', conversionCategory: 'PAGE_VIEW' },
    ['page.reload_counts'],
  ],
  [
    'a page that counts each order id',
    {
      ...LEAD,
      ...EVERY,
      type: 'PAGE_VIEW',
      urlPattern: '/done',
      conversionCategory: 'DEFAULT',
      conversionOrderIdKey: 'id',
    },
    [],
  ],
  ['a primary timer', { ...LEAD, type: 'TIMER' }, ['action.micro_primary']],
  ['a primary view of every page', { ...LEAD, type: 'PAGE_VIEW', urlPattern: '*' }, ['action.micro_primary']],
  [
    'a primary view of some pages',
    { ...LEAD, type: 'PAGE_VIEW', urlPattern: '*', conditions: [CONDITION] },
    [],
  ],
  ['a secondary scroll', { ...LEAD, type: 'SCROLL_DEPTH', conversionPrimary: false }, []],
]

describe('what is probably a mistake about', () => {
  it.each(CASES)('%s', (_, tracking, codes) => {
    expect(trackingWarnings(tracking).map(({ code }) => code)).toEqual(codes)
  })

  it('anything is met by a case', () => {
    const met = new Set(CASES.flatMap(([, tracking]) => trackingWarnings(tracking).map(({ code }) => code)))
    expect([...met].toSorted()).toEqual([...TRACKING_WARNINGS].toSorted())
  })

  it('a purchase without an order id names what a reload does', () => {
    const [warning] = trackingWarnings({ ...SALE, conversionOrderIdKey: null })
    expect(warning?.summary).toMatch(/each reload of the thank-you page .* counts the order again/)
  })
})
