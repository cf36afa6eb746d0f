import { describe, expect, it } from 'vitest'
import type { VisitorEvent } from '../../lib/dev/google-sandbox/visitors/moments.ts'
import { api } from '../fixtures/api.ts'
import { reported } from '../fixtures/depth.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { type CustomerInTheField, customerInTheField } from '../fixtures/in-the-field.ts'

const { sandbox } = googleTests({ quota: { perWindow: 10_000 } })

const CLICK = { name: 'Click', type: 'BUTTON_CLICK', eventName: undefined }
const FORM = { name: 'Form', type: 'FORM_SUBMIT', eventName: undefined }
const PAGE = { name: 'Page', type: 'PAGE_VIEW', eventName: undefined }

/** A customer with one tracking that a sync has brought live, as it says itself. */
async function liveTracking(input: Record<string, unknown>): Promise<CustomerInTheField> {
  const customer = await customerInTheField(sandbox())
  const { id } = await customer.draft(input)
  expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', cannotFire: 0 })
  expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'SUCCESS', deploymentState: 'LIVE' })
  expect(await customer.codes()).toEqual([])
  return customer
}

/** What is wrong with an input, by the field that is named. */
async function problemOf(input: Record<string, unknown>): Promise<Record<string, string>> {
  const customer = await customerInTheField(sandbox())
  const response = await api(customer.tenant.admin).post('/v1/trackings', {
    customerId: customer.id,
    ...input,
  })
  expect(response.status).toBe(400)
  return Object.fromEntries(response.problem.invalidParams.map(({ name, reason }) => [name, reason]))
}

const SHOP = 'https://shop.example'
const visits = (...paths: string[]): VisitorEvent[] =>
  paths.map((path) => ({ type: 'pageview', url: path.startsWith('http') ? path : SHOP + path }))

/** How many visits of a page count, each on a page of its own. */
function countedOn(customer: CustomerInTheField, ...paths: string[]): number[] {
  return visits(...paths).map((visit) => customer.counted(visit))
}

describe('G1: a selector counts what it selects in a browser, and nothing else', () => {
  // Selector, page, what is touched and counts, what is touched and does not.
  it.each(
    reported([
      ['.w-1\\/2 > a', '<div class="w-1/2"><a id="x"><b>Buy</b></a></div><p id="y">', '#x b', '#y'],
      ['#\\31 23', '<div id="123"><i>Buy</i></div><p id="y">', '[id="123"] i', '#y'],
      [
        '.md\\:hover\\:bg-red-500\\!',
        '<a class="md:hover:bg-red-500!"><b>Buy</b></a><p id="y">',
        'a b',
        '#y',
      ],
      ['.p-\\[1\\.5rem\\,2rem\\]', '<a class="p-[1.5rem,2rem]">Buy</a><p id="y">', 'a', '#y'],
      ['[id="a,b"] , #c', '<a id="a,b"><b>Buy</b></a><a id="c">', '[id="a,b"] b', 'body'],
      ['.größe\\.xl', '<a class="größe.xl"><b>Buy</b></a><a class="größe xl" id="y">', 'a b', '#y'],
      [
        'a:not([href^="/"], .off):is(.buy, #b)',
        '<a class="buy"><b>Buy</b></a><a class="buy off" id="y">',
        'b',
        '#y',
      ],
    ]),
  )('a BUTTON_CLICK on %s', async (selector, html, touched, other) => {
    const customer = await liveTracking({ ...CLICK, selector })
    const click = (element: string) => customer.counted({ type: 'click', url: SHOP, html, element })
    expect([click(touched), click(other)]).toEqual([1, 0])
    expect(sandbox().liveTriggersThatNeverFire()).toEqual([])
  })

  it.each(
    reported([
      ['form#\\34 2-contact', '<form id="42-contact"><input id="x"></form><form id="y"></form>', '#x', '#y'],
      ['form[action*="/send\\.php"]', '<form action="/send.php"></form><form id="y">', 'form', '#y'],
      ['form:has(> input[name="e\\mail" i])', '<form><input name="EMAIL"></form><form id="y">', 'form', '#y'],
    ]),
  )('a FORM_SUBMIT of %s', async (selector, html, touched, other) => {
    const customer = await liveTracking({ ...FORM, selector })
    const send = (element: string) => customer.counted({ type: 'form', url: SHOP, html, element })
    expect([send(touched), send(other)]).toEqual([1, 0])
  })

  it('a selector that is edited to an escaped one counts there, and no longer where it did', async () => {
    const customer = await customerInTheField(sandbox())
    const { id } = await customer.draft({ ...CLICK, selector: '.w-full' })
    await customer.sync()
    await customer.edit(id, { selector: '.w-1\\/2, #\\31 ' })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
    const html = '<a class="w-1/2"><b>1</b></a><a id="1"><i>2</i></a><a class="w-full">3</a>'
    const click = (element: string) => customer.counted({ type: 'click', url: SHOP, html, element })
    expect(['b', 'i', '.w-full'].map(click)).toEqual([1, 1, 0])
  })
})

describe('G7: what is behind the # of an address counts', () => {
  it('a PAGE_VIEW of /#/thank-you counts when it is opened and when the application goes there', async () => {
    const customer = await liveTracking({ ...PAGE, urlPattern: '/#/thank-you' })
    expect(
      countedOn(customer, '/#/thank-you', '/?a=1#/thank-you', '/', '/#/thank-you-2', '/thank-you'),
    ).toEqual([1, 1, 0, 0, 0])
    const [from, url] = [`${SHOP}/#/cart`, `${SHOP}/#/thank-you`]
    expect(customer.counted({ type: 'history', from, url })).toBe(1)
    expect(customer.counted({ type: 'history', from: url, url: from })).toBe(0)
  })

  it.each(
    reported([
      [
        'shop.example/app#!/done*',
        ['/app#!/done', '/app/#!/done/7', '/app#!/do', 'https://other.example/app#!/done'],
      ],
      ['*#thanks', ['/any/page#thanks', '/#thanks', '/any/page', '/any/page#thanks-2']],
      ['/#/danke-für', ['/#/danke-für', '/#/danke-f%c3%bcr', '/#/danke', '/danke-für']],
    ]),
  )('a PAGE_VIEW of %s counts the first two of four addresses', async (urlPattern, paths) => {
    const customer = await liveTracking({ ...PAGE, urlPattern })
    expect(countedOn(customer, ...paths)).toEqual([1, 1, 0, 0])
  })

  it('a BUTTON_CLICK and a CUSTOM_EVENT count on a page of a fragment, and on no other', async () => {
    const customer = await customerInTheField(sandbox())
    await customer.draft({ ...CLICK, selector: '#buy', urlPattern: '/#/cart' })
    await customer.draft({ urlPattern: '*#/cart' })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', cannotFire: 0 })
    const html = '<a id="buy">'
    const events = (url: string): VisitorEvent[] => [
      { type: 'click', url, html, element: '#buy' },
      { type: 'custom', url, eventName: 'signup' },
    ]
    expect([`${SHOP}/#/cart`, `${SHOP}/#/shop`].map((url) => customer.counted(events(url)))).toEqual([2, 0])
  })

  it.each(reported(['#/thank-you$', '^https://shop\\.example/#(a|b)', '/a(#x|#y)', '/a[#]b', '/a#+b|#c']))(
    'a urlRegex that needs a #, such as %s, is a 400 that names urlPattern as the way out',
    async (urlRegex) => {
      expect((await problemOf({ ...PAGE, urlRegex }))['body.urlRegex']).toContain('urlPattern')
    },
  )

  it.each(
    reported([
      '/thank-you(#.*)?$',
      '/thank-you[^#]*$',
      '/thank-you($|#)',
      '/thank-you[?#]?',
      '/thank-you#*$',
    ]),
  )('a urlRegex that can do without a #, such as %s, counts', async (urlRegex) => {
    const customer = await liveTracking({ ...PAGE, urlRegex })
    expect(countedOn(customer, '/thank-you', '/thank-you#x', '/cart')).toEqual([1, 1, 0])
  })
})

describe('G8: an address counts in whatever spelling it is posted', () => {
  it.each(
    reported([
      ['/danke-für-ihre-anfrage', '/danke-für-ihre-anfrage'],
      ['/danke-für-ihre-anfrage', '/danke-f%c3%bcr-ihre-anfrage?x=1'],
      ['/danke-f%C3%BCr-ihre-anfrage', '/danke-für-ihre-anfrage/'],
      ['/спасибо*', '/спасибо/за-заказ'],
      ['*/ありがとう', '/ja/ありがとう'],
      ['bäckerei.example/danke', 'https://xn--bckerei-5wa.example/danke'],
      ['*.МОСКВА.example/ok', 'https://www.москва.example/ok'],
      ['*.größe/s', '/p.größe/s'],
      ['/suche?q=käse*', '/suche?q=käse&page=2'],
      ['/a|b', '/a|b'],
      ['/C++(new)', '/C++(new)'],
    ]),
  )('a PAGE_VIEW of %s counts at %s', async (urlPattern, path) => {
    const customer = await liveTracking({ ...PAGE, urlPattern })
    expect(countedOn(customer, path, '/other')).toEqual([1, 0])
  })

  it('with ignoreCase, letters count in either case where browsers percent-encode them, too', async () => {
    const customer = await liveTracking({ ...PAGE, urlPattern: '/Über-Größen/*', ignoreCase: true })
    expect(
      countedOn(
        customer,
        '/über-größen/1',
        '/ÜBER-GRÖßEN/1',
        '/%c3%9Cber-Gr%C3%96%c3%9fen/1',
        '/uber-grossen/1',
      ),
    ).toEqual([1, 1, 1, 0])
  })

  it('with ignoreCase, a fragment counts in either case, too', async () => {
    const customer = await liveTracking({ ...PAGE, urlPattern: '/#/größe', ignoreCase: true })
    expect(countedOn(customer, '/#/größe', '/#/GRÖßE', '/#/Gr%c3%b6%C3%9Fe', '/#/grosse')).toEqual([
      1, 1, 1, 0,
    ])
  })

  it('a FORM_SUBMIT on a page with umlauts counts there, and no other page', async () => {
    const customer = await liveTracking({ ...FORM, selector: 'form', urlPattern: '/über-uns*' })
    const send = (url: string) => customer.counted({ type: 'form', url, html: '<form>', element: 'form' })
    expect([send(`${SHOP}/über-uns/kontakt`), send(`${SHOP}/unter-uns`)]).toEqual([1, 0])
  })

  it.each(reported(['/danke-für$', '/(спасибо|thanks)', '/danke schön', '/caf[éè]', '/a"b', '/<b>']))(
    'a urlRegex of signs that browsers encode, such as %s, is a 400 that says how to write them',
    async (urlRegex) => {
      expect((await problemOf({ ...PAGE, urlRegex }))['body.urlRegex']).toMatch(/%[0-9A-F]{2}/)
    },
  )
})

describe('G9: a pattern counts where it says, and nowhere else', () => {
  it.each(
    reported([
      [
        '/thank-you',
        ['/thank-you', '/thank-you/', '/thank-you?a=1'],
        ['/thank-you-newsletter', '/login?next=/thank-you', '/de/thank-you', '/thank-you/2'],
      ],
      [
        '/thank-you*',
        ['/thank-you', '/thank-you-newsletter', '/thank-you/2'],
        ['/de/thank-you', '/login?next=/thank-you'],
      ],
      ['*/thank-you', ['/thank-you', '/de/thank-you/', '/de/thank-you?x'], ['/thank-you-2', '/thank-you/2']],
      [
        'shop.example/thank-you',
        ['/thank-you', 'http://shop.example/thank-you'],
        ['https://www.shop.example/thank-you', 'https://evil.example/shop.example/thank-you'],
      ],
      [
        '*.shop.example/*',
        ['https://www.shop.example/', 'https://a.b.shop.example/x'],
        ['/x', 'https://shop.example.evil.example/x'],
      ],
      ['/search?q=*', ['/search?q=', '/search?q=shoes'], ['/search', '/search?page=1']],
      ['/p/*/done', ['/p/1/done', '/p/1/2/done/'], ['/p/done', '/p/1/done/more']],
      ['/Thank.You', ['/Thank.You'], ['/thank.you', '/ThankXYou']],
      ['/', ['/', '', '/?a'], ['/a', '/a/']],
      ['/thank-you?', ['/thank-you?'], ['/thank-you?a=1']],
    ]),
  )('a PAGE_VIEW of %s', async (urlPattern, counts, not) => {
    const customer = await liveTracking({ ...PAGE, urlPattern })
    expect(countedOn(customer, ...counts)).toEqual(counts.map(() => 1))
    expect(countedOn(customer, ...not)).toEqual(not.map(() => 0))
  })

  it('a click and an event are held to their pattern as pages are', async () => {
    const customer = await customerInTheField(sandbox())
    await customer.draft({ ...CLICK, selector: '#buy', urlPattern: '/shop' })
    await customer.draft({ urlPattern: '/shop' })
    await customer.sync()
    const events = (path: string): VisitorEvent[] => [
      { type: 'click', url: SHOP + path, html: '<a id="buy">', element: '#buy' },
      { type: 'custom', url: SHOP + path, eventName: 'signup' },
    ]
    expect(['/shop', '/shop-2', '/?r=/shop'].map((path) => customer.counted(events(path)))).toEqual([2, 0, 0])
  })
})
