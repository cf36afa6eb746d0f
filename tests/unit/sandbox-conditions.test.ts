import { describe, expect, it } from 'vitest'
import type { EntityBody } from '../../lib/dev/google-sandbox/state/entity.ts'
import { filter, parameter, publishedTag } from '../fixtures/published-tag.ts'

type Filter = ReturnType<typeof filter>

const fires = (condition: Filter, url: string, variables: EntityBody[] = []) =>
  publishedTag({ type: 'pageview', filter: [condition] }, {}, { variables }).count({
    type: 'pageview',
    url,
  }) === 1

describe('selectors', () => {
  const html = `
    <div class="w-1/2 md:flex"><a href="/x" class="[&>p]:m-2"><b data-x="A,b">text</b></a></div>
    <button id="31 23"><svg><linearGradient /></svg></button>
    <form class="contact"><label lang="de-AT">x</label></form>`
  const click = (element: string) => ({ type: 'click', url: 'https://shop.example/', html, element }) as const
  const clicked = (selector: string, element: string) =>
    publishedTag({ type: 'click', filter: [filter('cssSelector', '{{Click Element}}', selector)] }).simulate(
      click(element),
    )

  it.each([
    ['#buy, #buy *', 'b', false],
    ['a, a *', 'b', true],
    ['a', 'b', false],
    ['.w-1\\/2 > a', 'a', true],
    ['.w-1\\/2 > a, .w-1\\/2 > a *', 'b', true],
    ['#\\33 1\\ 23', 'button', true],
    ['#\\31 23', 'button', false],
    ['.\\[\\&\\>p\\]\\:m-2', 'a', true],
    ['.md\\:flex a', 'a', true],
    ['[data-x="a,B" i]', 'b', true],
    ['[data-x="A,b"', 'b', true],
    [':is(a, i):not(.x, .y)', 'a', true],
    ['div:has(> a)', 'div', true],
    ['b:nth-child(1 of [data-x])', 'b', true],
    ['A[HREF]', 'a', true],
    ['linearGradient', 'linearGradient', true],
    ['label:lang(de)', 'label', true],
    [':is(:nonsense, a)', 'a', true],
    ['a::before', 'a', false],
  ])('the selector %s on %s fires: %s', (selector, element, expected) => {
    const { conversions, tags } = clicked(selector, element)
    expect(conversions).toHaveLength(expected ? 1 : 0)
    expect(tags[0]?.obstacles).toEqual([])
  })

  it.each([
    '.w-1/2 > a',
    '#31 23',
    'a >',
    'a,, b',
    '[data-x=A,b]',
    'a:contains("text")',
    'a:nonsense',
    'a:first',
    'ns|a',
    'a:nth-child(2 n)',
    '',
  ])('the selector %j throws in a browser, never fires and is named', (selector) => {
    const { conversions, tags } = clicked(selector, 'a')
    expect(conversions).toEqual([])
    expect(tags).toMatchObject([{ fired: 0, obstacles: [{ code: 'condition_throws' }] }])
  })

  it('a negated selector that throws holds, because its test is false', () => {
    const negated = filter('cssSelector', '{{Click Element}}', 'a >', 'negate')
    const { conversions, tags } = publishedTag({ type: 'click', filter: [negated] }).simulate(click('a'))
    expect(conversions).toHaveLength(1)
    expect(tags[0]?.obstacles).toMatchObject([{ code: 'condition_throws' }])
  })

  it('a form is found from inside of it', () => {
    const condition = filter('cssSelector', '{{Form Element}}', 'form.contact')
    const { count } = publishedTag({ type: 'formSubmission', filter: [condition] })
    expect(count({ ...click('label'), type: 'form' })).toBe(1)
  })

  it('an element that is not on the page is a mistake of the test', () => {
    expect(() => clicked('a', '#absent')).toThrow('The page has no element #absent.')
  })
})

describe('conditions on texts', () => {
  const url = 'https://shop.example/a?b=C'

  it.each([
    [filter('contains', '{{Page URL}}', '/a?b'), true],
    [filter('contains', '{{Page URL}}', '/A?B'), false],
    [filter('contains', '{{Page URL}}', '/A?B', 'ignore_case'), true],
    [filter('contains', '{{Page URL}}', '/a?b', 'negate'), false],
    [filter('equals', '{{Page Path}}', '/a'), true],
    [filter('startsWith', '{{Page URL}}', 'https://shop.'), true],
    [filter('endsWith', '{{Page URL}}', '=C'), true],
    [filter('matchRegex', '{{Page URL}}', 'b=c$'), false],
    [filter('matchRegex', '{{Page URL}}', 'b=c$', 'ignore_case'), true],
    [filter('matchRegex', '{{Page URL}}', 'b=C$', 'negate'), false],
    [filter('matchRegex', '{{Page Path}}', '^/(?!b)'), true],
    [filter('greater', '{{Page Path}}', '1'), false],
  ])('a page view meets its condition or does not: %j', (condition, expected) => {
    expect(fires(condition, url)).toBe(expected)
  })

  it.each(['(', '(?i)a', '[z-a]', '(?P<name>a)'])(
    'the regular expression %s throws in JavaScript, never fires and is named',
    (pattern) => {
      const condition = filter('matchRegex', '{{Page URL}}', pattern)
      const { simulate } = publishedTag({ type: 'pageview', filter: [condition] })
      expect(simulate({ type: 'pageview', url })).toMatchObject({
        conversions: [],
        tags: [{ fired: 0, obstacles: [{ code: 'condition_throws' }] }],
      })
    },
  )

  it('RE2’s \\A and \\z are letters to JavaScript', () => {
    expect(fires(filter('matchRegex', '{{Page Path}}', '\\A/a\\z'), url)).toBe(false)
  })

  it('an undefined variable is the text “undefined”', () => {
    const variables = [{ name: 'Missing', type: 'v', parameter: [parameter('name', 'missing')] }]
    expect(fires(filter('equals', '{{Missing}}', 'undefined'), url, variables)).toBe(true)
    expect(fires(filter('contains', '{{Missing}}', 'x', 'negate'), url, variables)).toBe(true)
  })
})

describe('URLs', () => {
  const fragment = { name: 'Fragment', type: 'u', parameter: [parameter('component', 'FRAGMENT')] }

  it('{{Page URL}} ends before the fragment', () => {
    const url = 'https://shop.example/app#/thank-you'
    expect(fires(filter('contains', '{{Page URL}}', '/#/thank-you'), url)).toBe(false)
    expect(fires(filter('contains', '{{Page URL}}', 'thank-you'), url)).toBe(false)
    expect(fires(filter('equals', '{{Page URL}}', 'https://shop.example/app'), url)).toBe(true)
    expect(
      fires(filter('equals', '{{Page URL}}', 'https://shop.example/app'), 'https://shop.example/app#'),
    ).toBe(true)
  })

  it('a variable of type u reads the fragment', () => {
    const url = 'https://shop.example/app#/thank-you'
    expect(fires(filter('equals', '{{Fragment}}', '/thank-you'), url, [fragment])).toBe(true)
  })

  it.each([
    ['/danke-für-ihre-anfrage', 'https://shop.example/danke-für-ihre-anfrage', false],
    ['/danke-f%C3%BCr-ihre-anfrage', 'https://shop.example/danke-für-ihre-anfrage', true],
    ['münchen.example', 'https://münchen.example/', false],
    ['xn--mnchen-3ya.example', 'https://münchen.example/', true],
    ['/a%20b', 'https://shop.example/a b', true],
    ['/b', 'https://shop.example/a/../b', true],
    ['q=%22x%22', 'https://shop.example/?q="x"', true],
  ])('%s is in {{Page URL}} of %s: %s', (text, url, expected) => {
    expect(fires(filter('contains', '{{Page URL}}', text), url)).toBe(expected)
  })

  it.each([
    ['PROTOCOL', 'https'],
    ['HOST', 'www.shop.example'],
    ['PORT', '8443'],
    ['PATH', '/a/b.html'],
    ['EXTENSION', 'html'],
    ['QUERY', 'q=1&r=%20'],
    ['FRAGMENT', 'end'],
    ['URL', 'https://www.shop.example:8443/a/b.html?q=1&r=%20'],
  ])('the component %s of a URL is %s', (component, value) => {
    const variables = [{ name: 'Part', type: 'u', parameter: [parameter('component', component)] }]
    const url = 'https://www.shop.example:8443/a/b.html?q=1&r= #end'
    expect(fires(filter('equals', '{{Part}}', value), url, variables)).toBe(true)
  })

  it('a query parameter and a host without www are read', () => {
    const variables = [
      { name: 'Q', type: 'u', parameter: [parameter('component', 'QUERY'), parameter('queryKey', 'r')] },
      {
        name: 'Host',
        type: 'u',
        parameter: [
          parameter('component', 'HOST'),
          { ...parameter('stripWww', 'true'), type: 'boolean' as const },
        ],
      },
    ]
    const url = 'https://www.shop.example/?r=a%20b'
    expect(fires(filter('equals', '{{Q}}', 'a b'), url, variables)).toBe(true)
    expect(fires(filter('equals', '{{Host}}', 'shop.example'), url, variables)).toBe(true)
  })

  it('a history change knows the new and the old fragment', () => {
    const conditions = [
      filter('equals', '{{New History Fragment}}', '/thanks'),
      filter('equals', '{{Old History Fragment}}', ''),
      filter('equals', '{{History Source}}', 'pushState'),
      filter('equals', '{{New fragment}}', '/thanks'),
      filter('equals', '{{Page URL}}', 'https://shop.example/app'),
    ]
    const variables = [
      { name: 'New fragment', type: 'v', parameter: [parameter('name', 'gtm.newUrlFragment')] },
    ]
    const { count } = publishedTag({ type: 'historyChange', filter: conditions }, {}, { variables })
    const from = 'https://shop.example/app'
    expect(count({ type: 'history', url: `${from}#/thanks`, from })).toBe(1)
    expect(count({ type: 'history', url: `${from}#/other`, from })).toBe(0)
  })
})

describe('variables', () => {
  const url = 'https://shop.example/checkout/done?step=3'
  const row = (key: string, value: string) => ({
    type: 'map' as const,
    map: [parameter('key', key), parameter('value', value)],
  })
  const table = (name: string, type: string, ...rows: ReturnType<typeof row>[]): EntityBody => ({
    name,
    type,
    parameter: [
      parameter('input', '{{Page Path}}'),
      { type: 'list', key: 'map', list: rows },
      { type: 'boolean', key: 'setDefaultValue', value: 'true' },
      parameter('defaultValue', 'none'),
    ],
  })
  const equal = (name: string, value: string, variables: EntityBody[]) =>
    fires(filter('equals', `{{${name}}}`, value), url, variables)

  it('constants and lookup tables refer to other variables', () => {
    const constant = { name: 'Path', type: 'c', parameter: [parameter('value', 'at {{Page Path}}')] }
    expect(equal('Path', 'at /checkout/done', [constant])).toBe(true)
    const lookUp = table('L', 'smm', row('/x', '1'), row('/checkout/done', '{{Path}}'))
    expect(equal('L', 'at /checkout/done', [constant, lookUp])).toBe(true)
    expect(equal('L', 'none', [table('L', 'smm', row('/x', '1'))])).toBe(true)
  })

  it('a regular-expression table takes its first matching row, and skips one that throws', () => {
    const rows = [row('(', '1'), row('/checkout', '2'), row('/CHECKOUT/.*', '3'), row('.*', '4')]
    expect(equal('R', '3', [table('R', 'remm', ...rows)])).toBe(true)
  })

  it('an auto-event variable reads an attribute of the clicked element', () => {
    const variables = [
      {
        name: 'Kind',
        type: 'aev',
        parameter: [parameter('varType', 'ATTRIBUTE'), parameter('attribute', 'data-kind')],
      },
    ]
    const trigger = { type: 'click', filter: [filter('equals', '{{Kind}}', 'offer')] }
    const { count } = publishedTag(trigger, {}, { variables })
    const html = '<button data-kind="offer">A</button><i>B</i>'
    expect(count({ type: 'click', url, html, element: 'button' })).toBe(1)
    expect(count({ type: 'click', url, html, element: 'i' })).toBe(0)
  })

  it.each([
    ['{{Click ID}}', 'go'],
    ['{{Click Classes}}', 'a b'],
    ['{{Click Text}}', 'Buy now'],
    ['{{Click URL}}', 'https://shop.example/cart'],
    ['{{Click Target}}', '_blank'],
  ])('%s of a clicked link is %s', (variable, value) => {
    const { count } = publishedTag({ type: 'click', filter: [filter('equals', variable, value)] })
    const html = '<a id="go" class="a b" href="/cart" target="_blank"> Buy\n now </a>'
    expect(count({ type: 'click', url, html, element: 'a' })).toBe(1)
  })

  it('variables that refer to one another in a circle are undefined', () => {
    const variables = [
      { name: 'A', type: 'c', parameter: [parameter('value', '{{B}}')] },
      { name: 'B', type: 'c', parameter: [parameter('value', '{{A}}')] },
    ]
    expect(equal('A', 'undefined', variables)).toBe(true)
  })
})
