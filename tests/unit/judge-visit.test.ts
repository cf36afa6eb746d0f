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

describe('what else visitors do', () => {
  const tracked = (type: Judged['type'], fields: Partial<Judged> = {}): Judged => ({
    ...NO_TARGET,
    ...fields,
    type,
  })
  const url = 'https://shop.example/product/7'
  const onLink = (href: string) => ({ url, clicked: `<body><a href="${href}"><b>Go</b></a></body>` })
  const other = tracked('LINK_CLICK', { linkHost: 'other' })
  const internal = {
    variable: { dataLayer: 'user.internal' },
    operator: 'equals',
    value: 'true',
    not: false,
    ignoreCase: false,
  } as const
  const call = tracked('PHONE_CLICK', { exceptions: [internal] })

  it.each<[Judged, Partial<Visit>, string]>([
    [other, onLink('https://partner.example/'), 'yes'],
    [other, onLink('/cart'), 'no'],
    [other, onLink('tel:1'), 'no'],
    [other, { clicked: '<body><a href="/cart">Go</a></body>' }, 'unknown'],
    [tracked('LINK_CLICK'), { clicked: '<b>Go</b>' }, 'unknown'],
    [tracked('LINK_CLICK'), { clicked: '<body><b>Go</b></body>' }, 'no'],
    [call, { ...onLink('tel:1'), dataLayer: {} }, 'yes'],
    [call, { ...onLink('tel:1'), dataLayer: { user: { internal: true } } }, 'no'],
    [call, onLink('tel:1'), 'unknown'],
    [tracked('EMAIL_CLICK'), onLink('mailto:a@b.example'), 'yes'],
    [tracked('FILE_DOWNLOAD'), onLink('/a/Menu.PDF?x=1#page=2'), 'yes'],
    [tracked('FILE_DOWNLOAD'), onLink('/download?file=menu.pdf'), 'no'],
    [tracked('ELEMENT_VISIBLE', { selector: '.thanks' }), { visible: '<p class="thanks"></p>' }, 'yes'],
    [
      tracked('ELEMENT_VISIBLE', { selector: '.thanks' }),
      { visible: '<p class="thanks"></p>', percent: 40 },
      'no',
    ],
    [tracked('SCROLL_DEPTH'), { scrolled: 90 }, 'yes'],
    [tracked('SCROLL_DEPTH'), { scrolled: 89 }, 'no'],
    [tracked('TIMER', { seconds: 5 }), { stayed: 5 }, 'yes'],
    [tracked('TIMER'), { stayed: 29 }, 'no'],
    [tracked('VIDEO'), { video: 'https://youtu.be/gvHcXIF0rTU', percent: 50 }, 'yes'],
    [
      tracked('VIDEO', { videoUrl: 'https://www.youtube.com/embed/gvHcXIF0rTU' }),
      { video: 'https://youtu.be/dQw4w9WgXcQ' },
      'no',
    ],
    [tracked('CUSTOM_EVENT', { eventRegex: '^lead_' }), { event: 'lead_1' }, 'yes'],
    [tracked('CUSTOM_EVENT', { eventRegex: '^lead_' }), { event: 'leads' }, 'no'],
  ])('%j with %j: %s', (tracking, visit, expected) => {
    expect(fires(tracking, visit)).toBe(expected)
  })

  it('an exception is told with whether it is met, and keeps it from firing where it is', () => {
    const visit = { navigation: 'LOAD', ...onLink('tel:1'), dataLayer: { user: { internal: true } } } as const
    const [verdict] = judgeVisit([call], visit)
    expect(verdict?.because()).toContainEqual({
      variable: 'dataLayer:user.internal',
      type: 'equals',
      value: 'true',
      ignoreCase: false,
      not: false,
      exception: true,
      met: 'yes',
    })
  })
})
