import '../fixtures/settings.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NO_CONTENTS } from '../../lib/deployment/container-contents.ts'
import { type FetchServer, serveFetch } from '../../lib/dev/serve-fetch.ts'
import type { TrackingCondition } from '../../lib/model/tracking-condition.ts'
import { TRACKING_TYPE_NAMES, type TrackingType } from '../../lib/model/tracking-type.ts'
import { planContainerChanges } from '../../lib/sync/plan/plan-container-changes.ts'
import type { TargetFields } from '../../lib/tracking-types/tracking-type.ts'
import { applyEntities } from '../fixtures/apply-entities.ts'
import { chromiumTests } from '../fixtures/chromium.ts'
import { NO_TARGET } from '../fixtures/no-target.ts'
import { TAG_MANAGER_RUNTIME } from '../fixtures/tag-manager-runtime.ts'

const HTML = `<!doctype html><title>A shop</title>
<header>
  <a id="phone" href="tel:+49-123"><svg width="20" height="20"><circle id="icon" cx="10" cy="10" r="10"/></svg> Call</a>
  <a id="spelled" href=" TEL:112">112</a> <a id="mail" href="mailto:shop@example.test?subject=Hi"><b>Mail</b></a>
  <a id="sms" href="sms:123">SMS</a>
</header>
<button id="buy" class="cta"><span><i id="buy-icon">Buy</i> now</span></button>
<a id="in" class="cta" href="/cart"><b>Cart</b></a>
<a id="out" href="https://partner.example/?back=127.0.0.1"><b>Partner</b></a>
<a id="top" href="#top">Top</a> <a id="nowhere">Nowhere</a>
<a id="pdf" href="/files/Menu.PDF?v=2#page=3"><b>Menu</b></a>
<a id="zip" href="all.zip">All</a>
<a id="query" href="/download?file=menu.pdf">Query</a> <a id="html" href="/menu.html#menu.pdf">Page</a>
<form id="contact"><input name="email" type="email" required><button>Send</button></form>
<form id="ajax" onsubmit="event.preventDefault()"><button>Send</button></form>
<form id="plain"><button><b>Send</b></button></form>
<div style="height: 5000px"></div>
<p id="below" class="thank-you" style="height: 100px">Thank you</p>`

const open = chromiumTests()
let server: FetchServer
beforeAll(async () => {
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  server = await serveFetch(async () => new Response(HTML, { headers }))
})
afterAll(() => server.close())

/** A function of the page, written as text: tests are compiled without the types of a browser. */
const inPage = (page: Page, source: string, argument: unknown = null) =>
  page.evaluate(`(${source})(${JSON.stringify(argument)})`)

/** What Tag Manager has of a tracking, as a plan writes it into an empty container. */
function container(type: TrackingType, fields: Partial<TargetFields>) {
  const trackingId = '0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73'
  const label = { resourceName: 'customers/1/conversionActions/2', conversionId: '1', label: 'AbC' }
  const plan = planContainerChanges({
    trackings: [
      {
        ...NO_TARGET,
        ...fields,
        trackingId,
        name: 'T',
        namePattern: 'OCT - {name}',
        type,
        conversionCategory: 'DEFAULT',
        conversionCounting: 'ONE_PER_CLICK',
        conversionValue: null,
        conversionCurrency: null,
        conversionEnhanced: 'off',
        paused: false,
        deleted: false,
        pending: true,
        applied: undefined,
        conversionActionResourceName: null,
      },
    ],
    conversions: new Map([[trackingId, label]]),
    contents: NO_CONTENTS,
    mode: 'edit',
    now: new Date('2026-11-29T12:00:00Z'),
  })
  return applyEntities(NO_CONTENTS, plan.changes)
}

type Deed = (page: Page) => Promise<unknown>
type Case = {
  type: TrackingType
  fields?: Partial<TargetFields>
  /** What a person would call it. */
  what: string
  path?: string
  /** Before the container is there. */
  prepare?: Deed
  deed: Deed
  counts: number
}

const click =
  (selector: string): Deed =>
  (page) =>
    page.click(selector)
const nothing: Deed = async () => undefined
const scrollTo =
  (part: number): Deed =>
  (page) =>
    inPage(page, 'part => scrollTo(0, part * (document.documentElement.scrollHeight - innerHeight))', part)
const push =
  (event: object): Deed =>
  (page) =>
    inPage(page, 'event => dataLayer.push(event)', event)
const add =
  (html: string): Deed =>
  (page) =>
    inPage(page, "html => document.querySelector('header').insertAdjacentHTML('beforeend', html)", html)
const freeze: Deed = (page) => page.clock.install()
const wait =
  (seconds: number): Deed =>
  (page) =>
    page.clock.runFor(seconds * 1000)

/** YouTube's IFrame API, as much of a player as Tag Manager asks. */
const players =
  (...addresses: readonly string[]): Deed =>
  async (page) => {
    await freeze(page)
    await inPage(
      page,
      `addresses => {
      window.players = addresses.map(address => ({ at: 0, getCurrentTime() { return this.at }, getDuration: () => 200, getVideoUrl: () => address }))
    }`,
      addresses,
    )
  }
const watch =
  (at: number, index = 0): Deed =>
  async (page) => {
    await inPage(page, '([at, index]) => { players[index].at = at }', [at, index])
    await wait(1)(page)
  }
const both =
  (...deeds: readonly Deed[]): Deed =>
  async (page) => {
    for (const deed of deeds) await deed(page)
  }

const VIDEO = 'https://www.youtube.com/watch?v=gvHcXIF0rTU'
const plain = { not: false, ignoreCase: false } as const
const internal: TrackingCondition = {
  variable: { dataLayer: 'user.internal' },
  operator: 'equals',
  value: 'true',
  ...plain,
}
const newUser: TrackingCondition = {
  variable: { dataLayer: 'user.type' },
  operator: 'equals',
  value: 'new',
  ...plain,
}
const notLocal: TrackingCondition = {
  variable: 'host',
  operator: 'startsWith',
  value: '127.',
  ...plain,
  not: true,
}
const local: TrackingCondition = { variable: 'host', operator: 'matches', value: '^127\\.', ...plain }

const CASES: readonly Case[] = [
  {
    type: 'BUTTON_CLICK',
    fields: { selector: '#buy' },
    what: 'the icon of the button',
    deed: click('#buy-icon'),
    counts: 1,
  },
  {
    type: 'BUTTON_CLICK',
    fields: { selector: '#buy' },
    what: 'another button',
    deed: click('#in'),
    counts: 0,
  },
  { type: 'LINK_CLICK', what: 'the text of a link', deed: click('#in b'), counts: 1 },
  { type: 'LINK_CLICK', what: 'a button', deed: click('#buy'), counts: 0 },
  { type: 'LINK_CLICK', what: 'a link without an address', deed: click('#nowhere'), counts: 0 },
  {
    type: 'LINK_CLICK',
    fields: { linkHost: 'other' },
    what: 'a link to a partner',
    deed: click('#out b'),
    counts: 1,
  },
  {
    type: 'LINK_CLICK',
    fields: { linkHost: 'other' },
    what: 'a link on the site',
    deed: click('#in'),
    counts: 0,
  },
  {
    type: 'LINK_CLICK',
    fields: { linkHost: 'other' },
    what: 'a telephone number',
    deed: click('#phone'),
    counts: 0,
  },
  {
    type: 'LINK_CLICK',
    fields: { linkHost: 'same' },
    what: 'a link on the page',
    deed: click('#top'),
    counts: 1,
  },
  {
    type: 'LINK_CLICK',
    fields: { linkHost: 'same' },
    what: 'a link to a partner',
    deed: click('#out'),
    counts: 0,
  },
  {
    type: 'LINK_CLICK',
    fields: { selector: 'header' },
    what: 'a link inside',
    deed: click('#mail b'),
    counts: 1,
  },
  {
    type: 'LINK_CLICK',
    fields: { selector: 'header' },
    what: 'a link outside',
    deed: click('#in'),
    counts: 0,
  },
  { type: 'PHONE_CLICK', what: 'the icon beside a number', deed: click('#icon'), counts: 1 },
  { type: 'PHONE_CLICK', what: 'a number in capitals', deed: click('#spelled'), counts: 1 },
  { type: 'PHONE_CLICK', what: 'a short message', deed: click('#sms'), counts: 0 },
  { type: 'EMAIL_CLICK', what: 'an address', deed: click('#mail b'), counts: 1 },
  { type: 'EMAIL_CLICK', what: 'a number', deed: click('#phone'), counts: 0 },
  { type: 'FILE_DOWNLOAD', what: 'a file in capitals with a query', deed: click('#pdf b'), counts: 1 },
  { type: 'FILE_DOWNLOAD', what: 'a file beside the page', deed: click('#zip'), counts: 1 },
  { type: 'FILE_DOWNLOAD', what: 'a script that names a file', deed: click('#query'), counts: 0 },
  { type: 'FILE_DOWNLOAD', what: 'a page that names a file', deed: click('#html'), counts: 0 },
  {
    type: 'FILE_DOWNLOAD',
    fields: { fileExtensions: ['html'] },
    what: 'a file of another kind',
    deed: click('#pdf'),
    counts: 0,
  },
  {
    type: 'PAGE_VIEW',
    fields: { urlPattern: '/thank-you' },
    what: 'the page',
    path: '/thank-you?a=1',
    deed: nothing,
    counts: 1,
  },
  {
    type: 'PAGE_VIEW',
    fields: { urlPattern: '/thank-you' },
    what: 'another page',
    path: '/thank',
    deed: nothing,
    counts: 0,
  },
  {
    type: 'PAGE_VIEW',
    fields: { urlPattern: '/thank-you' },
    what: 'a route',
    deed: (page) => inPage(page, "() => history.pushState(null, '', '/thank-you')"),
    counts: 1,
  },
  {
    type: 'FORM_SUBMIT',
    fields: { selector: '#contact' },
    what: 'a form that is filled in',
    deed: both((page) => page.fill('#contact input', 'a@b.example'), click('#contact button')),
    counts: 1,
  },
  {
    type: 'FORM_SUBMIT',
    fields: { selector: '#contact' },
    what: 'a form that is not',
    deed: click('#contact button'),
    counts: 0,
  },
  {
    type: 'FORM_SUBMIT',
    fields: { selector: '#contact' },
    what: 'another form',
    deed: click('#plain b'),
    counts: 0,
  },
  {
    type: 'FORM_SUBMIT',
    fields: { selector: '#ajax' },
    what: 'a form that a script sends',
    deed: click('#ajax button'),
    counts: 1,
  },
  {
    type: 'FORM_SUBMIT',
    fields: { selector: '#ajax, #plain', checkValidation: true },
    what: 'a form that a script stops',
    deed: click('#ajax button'),
    counts: 0,
  },
  {
    type: 'FORM_SUBMIT',
    fields: { selector: '#ajax, #plain', checkValidation: true },
    what: 'a form that the browser sends',
    deed: click('#plain b'),
    counts: 1,
  },
  {
    type: 'ELEMENT_VISIBLE',
    fields: { selector: '.thank-you' },
    what: 'a box below, unseen',
    deed: nothing,
    counts: 0,
  },
  {
    type: 'ELEMENT_VISIBLE',
    fields: { selector: '.thank-you' },
    what: 'a box below, scrolled to',
    deed: scrollTo(1),
    counts: 1,
  },
  {
    type: 'ELEMENT_VISIBLE',
    fields: { selector: '.thank-you' },
    what: 'a box that a script adds, once',
    deed: both(add('<p class="thank-you">Thanks</p>'), add('<p class="thank-you">Again</p>')),
    counts: 1,
  },
  {
    type: 'ELEMENT_VISIBLE',
    fields: { selector: '.thank-you' },
    what: 'another box',
    deed: add('<p class="thanks">Thanks</p>'),
    counts: 0,
  },
  {
    type: 'ELEMENT_VISIBLE',
    fields: { selector: '.thank-you' },
    what: 'a box that is hidden',
    deed: add('<p class="thank-you" style="display: none">Thanks</p>'),
    counts: 0,
  },
  { type: 'SCROLL_DEPTH', what: 'not at all', deed: nothing, counts: 0 },
  { type: 'SCROLL_DEPTH', what: 'half of the page', deed: scrollTo(0.5), counts: 0 },
  {
    type: 'SCROLL_DEPTH',
    what: 'all of the page, twice',
    deed: both(scrollTo(1), scrollTo(0), scrollTo(1)),
    counts: 1,
  },
  { type: 'SCROLL_DEPTH', fields: { percent: 40 }, what: 'half of the page', deed: scrollTo(0.5), counts: 1 },
  {
    type: 'VIDEO',
    what: 'half of a video',
    prepare: players(VIDEO),
    deed: both(watch(60), watch(101), watch(199)),
    counts: 1,
  },
  { type: 'VIDEO', what: 'the beginning of a video', prepare: players(VIDEO), deed: watch(90), counts: 0 },
  {
    type: 'VIDEO',
    fields: { videoUrl: 'https://youtu.be/gvHcXIF0rTU' },
    what: 'this video among others',
    prepare: players(
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
      'https://www.youtube.com/watch?t=7&v=gvHcXIF0rTU',
    ),
    deed: both(watch(150, 0), watch(150, 1)),
    counts: 1,
  },
  {
    type: 'VIDEO',
    fields: { videoUrl: 'https://youtu.be/gvHcXIF0rTU' },
    what: 'another video',
    prepare: players('https://www.youtube.com/watch?v=dQw4w9WgXcQ'),
    deed: watch(200),
    counts: 0,
  },
  {
    type: 'TIMER',
    what: 'half a minute, and on',
    prepare: freeze,
    deed: both(wait(29), wait(2), wait(300)),
    counts: 1,
  },
  { type: 'TIMER', what: 'less than half a minute', prepare: freeze, deed: wait(29), counts: 0 },
  {
    type: 'CUSTOM_EVENT',
    fields: { eventName: 'lead' },
    what: 'the event',
    deed: push({ event: 'lead' }),
    counts: 1,
  },
  {
    type: 'CUSTOM_EVENT',
    fields: { eventName: 'lead' },
    what: 'a longer name',
    deed: push({ event: 'leads' }),
    counts: 0,
  },
  {
    type: 'CUSTOM_EVENT',
    fields: { eventRegex: '^lead_' },
    what: 'one of a kind',
    deed: push({ event: 'lead_x' }),
    counts: 1,
  },
  {
    type: 'CUSTOM_EVENT',
    fields: { eventRegex: '^lead_' },
    what: 'none of a kind',
    deed: push({ event: 'mislead_x' }),
    counts: 0,
  },
]

const WITH_CONDITIONS: readonly Case[] = [
  {
    type: 'BUTTON_CLICK',
    fields: { selector: '#buy', conditions: [newUser, local] },
    what: 'a new user’s click',
    deed: both(push({ user: { type: 'new' } }), click('#buy')),
    counts: 1,
  },
  {
    type: 'BUTTON_CLICK',
    fields: { selector: '#buy', conditions: [newUser, notLocal] },
    what: 'a new user’s click on another host',
    deed: both(push({ user: { type: 'new' } }), click('#buy')),
    counts: 0,
  },
  {
    type: 'PHONE_CLICK',
    fields: { conditions: [newUser] },
    what: 'a call of a user of whom nothing is known',
    deed: click('#phone'),
    counts: 0,
  },
  {
    type: 'PHONE_CLICK',
    fields: { exceptions: [internal] },
    what: 'a visitor’s call',
    deed: click('#phone'),
    counts: 1,
  },
  {
    type: 'PHONE_CLICK',
    fields: { exceptions: [internal] },
    what: 'a call from inside',
    deed: both(push({ user: { internal: true } }), click('#phone')),
    counts: 0,
  },
  {
    type: 'TIMER',
    fields: { exceptions: [{ ...local, operator: 'startsWith', value: 'staging.' }, local] },
    what: 'a visit of an excepted host',
    prepare: freeze,
    deed: wait(60),
    counts: 0,
  },
]

/** What an observer of the page has to tell is told after two frames; a page whose clock stands has none. */
const SETTLED =
  '() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))))'

async function counted({ type, fields = {}, path = '/', prepare, deed }: Case): Promise<unknown> {
  const { page } = await open(`${server.url}${path}`)
  await prepare?.(page)
  await inPage(page, TAG_MANAGER_RUNTIME, container(type, fields))
  await deed(page)
  if (!prepare) for (let round = 0; round < 3; round += 1) await inPage(page, SETTLED)
  const count = await inPage(page, '() => window.counted')
  await page.close()
  return count
}

describe.each(TRACKING_TYPE_NAMES)('a %s in a browser', (type) => {
  it.each(CASES.filter((each) => each.type === type).map((each) => [each.what, each.counts, each] as const))(
    'by %s counts %d times',
    async (_, counts, each) => {
      expect(await counted(each)).toBe(counts)
    },
  )
})

describe('conditions and exceptions in a browser', () => {
  it.each(WITH_CONDITIONS.map((each) => [each.what, each.counts, each] as const))(
    '%s counts %d times',
    async (_, counts, each) => {
      expect(await counted(each)).toBe(counts)
    },
  )
})
