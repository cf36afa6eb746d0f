import '../fixtures/settings.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { type FetchServer, serveFetch } from '../../lib/dev/serve-fetch.ts'
import { clickSelector } from '../../lib/matching/click-selector.ts'
import { judgeVisit } from '../../lib/trackings/judge-visit.ts'
import { chromiumTests } from '../fixtures/chromium.ts'
import { sampleSeed } from '../fixtures/depth.ts'
import { NO_TARGET } from '../fixtures/no-target.ts'
import { randomNumbers } from '../fixtures/random.ts'
import { POSTED_SELECTORS } from '../fixtures/selectors.ts'

const open = chromiumTests()
let server: FetchServer
beforeAll(async () => {
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  server = await serveFetch(async () => new Response('<!doctype html><title>A shop</title>', { headers }))
})
afterAll(() => server.close())

/** A function of the page, written as text: tests are compiled without the types of a browser. */
function inPage(page: Page, source: string, argument: unknown): Promise<unknown> {
  return page.evaluate(`(${source})(${JSON.stringify(argument)})`)
}

const TAGS = ['a', 'a', 'button', 'button', 'form', 'section', 'main', 'li', 'h2', 'p', 'span', 'div']
const IDS = ['buy', 'contact', '123', 'кнопка', 'a', 'footer']
const CLASSES = [
  ...[
    'cta',
    'primary',
    'w-1/2',
    'md:hover:bg-blue-500',
    'md:flex',
    'sm:hidden',
    'top-[3px]',
    '!mt-0',
    'p-1.5',
  ],
  ...["bg-[url('a,b')]", 'block__element--modifier', '@container', 'grid-cols-[1fr,2fr]', 'content-["x"]'],
  ...['back\\slash', 'hash#tag', 'plus+minus', '3d', 'x,y', 'ends-with-hex1', 'euro', '€', 'übergröße'],
  ...['emoji-🛒', 'b', 'a', 'other', 'space'],
]
const ATTRIBUTES = [
  ...[
    ['data-id', '7'],
    ['data-list', 'a,b'],
    ['data-list', 'a'],
    ['data-brackets', 'x]y(z'],
    ['lang', 'de-AT'],
  ],
  ...[
    ['data-quote', 'say "hi"'],
    ['data-path', 'C:\\temp'],
    ['href', '/buy?a=1,2'],
    ['href', '/A.PDF'],
  ],
  ...[
    ['href', '/x,y'],
    ['data-case', 'mixed'],
    ['data-case', 'Mixed'],
    ['data-empty', ''],
    ['data-hex', 'ab'],
  ],
  ...[
    ['data-list', '/*,*/'],
    ['disabled', ''],
  ],
]

type Node = { tag: string; parent: number; attributes: readonly (readonly string[])[] }

/** A tree of elements with names and values of all kinds, nested at random. */
function generatedPage(size: number): Node[] {
  const random = randomNumbers(sampleSeed)
  const oneOf = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]
  return Array.from({ length: size }, (_, index) => ({
    tag: oneOf(TAGS) ?? 'div',
    parent: index === 0 || random() < 0.1 ? -1 : Math.max(0, index - 1 - Math.floor(random() * 6)),
    attributes: [
      ...(random() < 0.2 ? [['id', oneOf(IDS) ?? '']] : []),
      ...(random() < 0.8 ? [['class', [oneOf(CLASSES), oneOf(CLASSES)].join(' ')]] : []),
      ...(random() < 0.6 ? [oneOf(ATTRIBUTES) ?? []] : []),
    ],
  }))
}

const BUILD = `nodes => {
  const made = []
  for (const { tag, parent, attributes } of nodes) {
    const element = document.createElement(tag)
    for (const [name, value] of attributes) element.setAttribute(name, value)
    ;(made[parent] ?? document.body).append(element)
    made.push(element)
  }
}`

const COMPARE = `pairs => {
  const all = [...document.querySelectorAll('*')]
  const places = found => found.map(element => all.indexOf(element)).sort((a, b) => a - b)
  return pairs.map(({ posted, written }) => {
    try {
      return {
        posted,
        matches: document.querySelectorAll(posted).length,
        expected: places(all.filter(element => element.closest(posted))),
        actual: places([...document.querySelectorAll(written)]),
      }
    } catch (error) {
      return { posted, matches: 0, expected: [], actual: [String(error)] }
    }
  })
}`

const Compared = z.array(
  z.object({
    posted: z.string(),
    matches: z.number(),
    expected: z.array(z.unknown()),
    actual: z.array(z.unknown()),
  }),
)

it('the selector of a click trigger matches what the posted one matches, and all that is inside', async () => {
  expect(POSTED_SELECTORS.length).toBeGreaterThanOrEqual(60)
  const { page, complaints } = await open(`${server.url}/`)
  await inPage(page, BUILD, generatedPage(1_500))
  const pairs = POSTED_SELECTORS.map((posted) => ({ posted, written: clickSelector(posted) }))
  const compared = Compared.parse(await inPage(page, COMPARE, pairs))
  for (const { posted, expected, actual } of compared) expect(actual, posted).toEqual(expected)
  const without = compared.filter(({ matches }) => matches === 0).map(({ posted }) => posted)
  expect(without.length, without.join('\n')).toBeLessThan(POSTED_SELECTORS.length / 6)
  expect(complaints).toEqual([])
})

/** Patterns, with what a visitor opens; every pair matches once both are in the browser's spelling. */
const ODD_PATHS: readonly (readonly [string, string])[] = [
  ['/danke-für-ihre-anfrage', '/danke-für-ihre-anfrage'],
  ['/danke-f%C3%BCr-alles', '/danke-für-alles'],
  ['/danke-f%c3%bcr-alles', '/danke-für-alles'],
  ['/großes*', '/großes/ding'],
  ['/with%20space', '/with space'],
  ['/a"b<c>', '/a"b<c>'],
  ['/100%', '/100%'],
  ['/a{b}', '/a{b}'],
  ['/a|b', '/a|b'],
  ['/a%7Cb', '/a|b'],
  ['*a|b', '/a|b'],
  ["/it's", "/it's"],
  ['/спасибо/', '/спасибо'],
  ['/🛒/fertig', '/🛒/fertig?a=1'],
  ['/suche?q=größe', '/suche?q=größe'],
  ["/suche?q='x'", "/suche?q='x'"],
  ['*größe*', '/suche?q=größe&page=2'],
  ['/#/danke-für-alles', '/#/danke-für-alles'],
  ['/app#done*', '/app?x#done`now`'],
  ['/a%2Fb', '/a%2fb'],
  ['/a^b', '/a^b'],
  ['/semi;colon,comma', '/semi;colon,comma'],
]

const pageView = (urlPattern: string) =>
  ({
    ...NO_TARGET,
    type: 'PAGE_VIEW',
    urlPattern,
  }) as const

const fires = (pattern: string, url: string) =>
  judgeVisit([pageView(pattern)], { navigation: 'LOAD', url })[0]?.fires

it.each(ODD_PATHS)('the pattern %s matches what the browser makes of %s', async (pattern, path) => {
  const { page } = await open(`${server.url}/`)
  const href = z
    .string()
    .parse(await inPage(page, `path => { history.pushState(null, '', path); return location.href }`, path))
  // As the browser spells it, and not as this process would.
  expect(new URL(href).href).toBe(href)
  expect(fires(pattern, href), href).toBe('yes')
  expect(fires(pattern, href.replace(server.url, `${server.url}/below`)), href).toBe(
    pattern.startsWith('*') ? 'yes' : 'no',
  )
})

it.each([
  ['bücher.example/danke', 'https://bücher.example/danke'],
  ['BÜCHER.example/danke', 'https://Bücher.example/danke'],
  ['*.shop.example/danke', 'https://www.shop.example/danke'],
  ['xn--bcher-kva.example/*', 'https://bücher.example/ende'],
])('the pattern %s matches the host that the browser makes of %s', async (pattern, address) => {
  const { page } = await open(`${server.url}/`)
  const href = z.string().parse(await inPage(page, 'address => new URL(address).href', address))
  expect(fires(pattern, href), href).toBe('yes')
})
