import { describe, expect, it } from 'vitest'
import { selectorIssue } from '../../lib/trackings/css-selector.ts'
import { CreateTracking } from '../../lib/trackings/tracking-input.ts'
import { INVALID_SELECTORS, POSTED_SELECTORS } from '../fixtures/selectors.ts'

const button = { customerId: '01890000-0000-7000-8000-000000000000', name: 'Buy', type: 'BUTTON_CLICK' }

describe('a selector that is posted', () => {
  it.each(POSTED_SELECTORS)('%s is accepted and kept letter by letter', (selector) => {
    expect(CreateTracking.parse({ ...button, selector })).toMatchObject({ selector })
  })

  it.each(INVALID_SELECTORS)('%j is rejected: %s', (selector, reason) => {
    const issues = CreateTracking.safeParse({ ...button, selector }).error?.issues ?? []
    expect(issues.map(({ path }) => path.join('.'))).toEqual(['selector'])
    expect(issues[0]?.message).toContain(reason)
  })
})

describe('a CSS selector', () => {
  it.each([
    '#buy',
    'a.button[href^="https://x.test/?a=1"], button:not(.ghost)',
    'main > form + p ~ a',
    'li:nth-child(2n+1):hover',
    ':is(h1, h2) a',
    'form:has(> input[type=email])',
    '[data-größe="10%"]',
    String.raw`.w-1\/2`,
    String.raw`#\31 a`,
    '[id="1a"]',
    'a[title="it\'s; {fine}"]',
    'my-element:defined',
    '*|a',
  ])('may be %s', (selector) => {
    expect(selectorIssue(selector)).toBeUndefined()
  })

  it.each([
    ['a,', 'not a valid'],
    ['a,,b', 'not a valid'],
    ['a[b', 'not a valid'],
    ['a:not(b', 'not a valid'],
    ['a >', 'combinator'],
    ['> a', 'combinator'],
    ['b, a ~', 'combinator'],
    [':is(> a)', 'combinator'],
    ['a || b', 'combinator'],
    ['a < b', 'has a <'],
    ['a;b', 'has a ;'],
    ['!a', 'has a !'],
    ['a[href=/x]', 'has a /'],
    ['#1a', 'starts with a digit'],
    ['div .2col', 'starts with a digit'],
    ['[data-n=1]', 'in quotes'],
    ['a::before', 'pseudo-element'],
    ['a:after', 'pseudo-element'],
    ['b, a:not(::before)', 'pseudo-element'],
    ['a:contains("x")', ':contains'],
    ['b, a:eq(1)', ':eq'],
    ['a:is', ':is'],
    ['a:hover(x)', ':hover'],
    ['a:nth-child(foo)', ':nth-child'],
    ['[a!="b"]', 'has a !'],
    ['svg|a', 'namespace'],
  ])('cannot be %s: %s', (selector, reason) => {
    expect(selectorIssue(selector)).toContain(reason)
  })

  it('is judged without an exception, whatever it is', () => {
    const pieces = [
      'a',
      '#',
      '.',
      ':',
      '(',
      ')',
      '[',
      ']',
      '"',
      "'",
      '\\',
      ',',
      ' ',
      '>',
      '\u0000',
      '\ud800',
      '1',
      '*',
    ]
    let seed = 7
    const next = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
      return seed
    }
    for (let round = 0; round < 5_000; round += 1) {
      const selector = Array.from({ length: next() % 12 }, () => pieces[next() % pieces.length]).join('')
      expect(() => selectorIssue(selector)).not.toThrow()
    }
  })
})
