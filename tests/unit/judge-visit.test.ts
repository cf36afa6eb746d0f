import { describe, expect, it } from 'vitest'
import { judgeVisit } from '../../lib/trackings/judge-visit.ts'
import type { Visit } from '../../lib/trackings/match-input.ts'
import { NO_TARGET } from '../fixtures/no-target.ts'

const button = { ...NO_TARGET, type: 'BUTTON_CLICK', selector: '.cta' } as const
const form = { ...NO_TARGET, type: 'FORM_SUBMIT', selector: 'form#contact' } as const
const page = { ...NO_TARGET, type: 'PAGE_VIEW', urlPattern: '/thank-you' } as const
const event = { ...NO_TARGET, type: 'CUSTOM_EVENT', eventName: 'lead' } as const

const PLAIN = { not: false, exception: false }

type Judged = Parameters<typeof judgeVisit>[0][number]
const fires = (tracking: Judged, visit: Partial<Visit>) =>
  judgeVisit([tracking], { navigation: 'LOAD', ...visit })[0]?.fires

describe('a page that is opened', () => {
  it.each([
    [page, 'https://shop.example/thank-you/?order=7#top', 'yes'],
    [page, 'https://shop.example/thank-you-newsletter', 'no'],
    [page, 'https://shop.example/login?next=/thank-you', 'no'],
    [page, 'https://shop.example/Thank-You', 'no'],
    [{ ...page, ignoreCase: true }, 'https://shop.example/Thank-You', 'yes'],
    [{ ...page, urlPattern: '/danke-für-alles' }, 'https://shop.example/danke-f%C3%BCr-alles', 'yes'],
    [{ ...page, urlPattern: '/#/thank-you' }, 'https://shop.example/#/thank-you', 'yes'],
    [{ ...page, urlPattern: '/#/thank-you' }, 'https://shop.example/#/other', 'no'],
    [{ ...page, urlPattern: null, urlRegex: '/order/[0-9]+$' }, 'https://shop.example/order/17#x', 'yes'],
    [{ ...page, urlPattern: '/order/*', urlRegex: '/[0-9]+$' }, 'https://shop.example/order/x', 'no'],
    [button, 'https://shop.example/', 'no'],
    [event, 'https://shop.example/', 'no'],
  ] as const)('%o at %s: %s', (tracking, url, expected) => {
    expect(fires(tracking, { url })).toBe(expected)
  })

  it('fires by a change of the address too, unless the tracking says otherwise', () => {
    const visit = { url: 'https://app.example/thank-you', navigation: 'HISTORY' } as const
    expect(fires(page, visit)).toBe('yes')
    expect(fires({ ...page, historyChanges: false }, visit)).toBe('no')
  })
})

describe('an event, a click, a form', () => {
  it.each([
    [event, { event: 'lead' }, 'yes'],
    [event, { event: 'Lead' }, 'no'],
    [{ ...event, urlPattern: '/shop*' }, { event: 'lead' }, 'unknown'],
    [{ ...event, urlPattern: '/shop*' }, { event: 'lead', url: 'https://a.example/shop/1' }, 'yes'],
    [{ ...event, urlPattern: '/shop*' }, { event: 'lead', url: 'https://a.example/' }, 'no'],
    [button, { clicked: '<button class="cta"><svg><path/></svg>Buy</button>' }, 'yes'],
    [button, { clicked: '<body><button>Buy</button></body>' }, 'no'],
    [button, { clicked: '<button>Buy</button>' }, 'unknown'],
    [form, { submitted: '<form id="contact"><input></form>' }, 'yes'],
    [form, { submitted: '<form id="search"></form>' }, 'no'],
    [form, { clicked: '<form id="contact"><button></button></form>' }, 'no'],
  ] as const)('%o by %o: %s', (tracking, visit, expected) => {
    expect(fires(tracking, visit)).toBe(expected)
  })
})

it('the conditions of the trigger that decides are told, each with whether it is met', () => {
  const [verdict] = judgeVisit([{ ...button, urlPattern: '*shop*' }], {
    navigation: 'LOAD',
    url: 'https://a.example/shop',
    clicked: '<a class="cta"></a>',
  })
  expect(verdict?.because()).toEqual([
    { variable: 'trigger', type: 'equals', value: 'click', ignoreCase: false, ...PLAIN, met: 'yes' },
    {
      variable: 'clickElement',
      type: 'cssSelector',
      value: '.cta, .cta *',
      ignoreCase: false,
      ...PLAIN,
      met: 'yes',
    },
    { variable: 'pageUrl', type: 'contains', value: 'shop', ignoreCase: false, ...PLAIN, met: 'yes' },
  ])
})

it('an expression that takes too long over a URL is unknown, and the others are judged', () => {
  const slow = { ...page, urlPattern: '*a*a*a*a*b' }
  const url = `https://shop.example/${'a'.repeat(1_900)}`
  const started = performance.now()
  const verdicts = judgeVisit([slow, { ...page, urlPattern: '/aaa*' }], { navigation: 'LOAD', url })
  expect(verdicts.map(({ fires }) => fires)).toEqual(['unknown', 'yes'])
  expect(performance.now() - started).toBeLessThan(10_000)
})

it('a stored pattern that is not readable any more is unknown', () => {
  expect(fires({ ...page, urlPattern: '/#a#b' }, { url: 'https://shop.example/' })).toBe('unknown')
})
