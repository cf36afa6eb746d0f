import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { UrlCondition } from '../../lib/matching/url-condition.ts'
import { urlPatternConditions, urlPatternIssue } from '../../lib/matching/url-pattern.ts'

/** What a browser makes of the conditions: `{{Page URL}}` without its fragment, expressions as JavaScript has them. */
function matches(conditions: readonly UrlCondition[], address: string): boolean {
  const url = new URL(address)
  const values = {
    pageUrl: url.href.slice(0, url.href.length - url.hash.length),
    urlFragment: url.hash.slice(1),
  }
  return conditions.every(({ variable, type, value, ignoreCase }) => {
    const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text)
    const [left, right] = [fold(values[variable]), fold(value)]
    if (type === 'matchRegex') return new RegExp(value, ignoreCase ? 'i' : '').test(values[variable])
    return type === 'equals' ? left === right : left.includes(right)
  })
}

const matchesPattern = (pattern: string, address: string, ignoreCase = false) =>
  matches(urlPatternConditions(pattern, ignoreCase), address)

describe('a URL pattern', () => {
  it.each([
    ['/thank-you', 'https://shop.example/thank-you'],
    ['/thank-you', 'https://shop.example/thank-you/'],
    ['/thank-you', 'http://shop.example:8080/thank-you?order=5#done'],
    ['/thank-you/', 'https://shop.example/thank-you'],
    ['/thank-you*', 'https://shop.example/thank-you-newsletter'],
    ['/thank-you*', 'https://shop.example/thank-you/deep?x'],
    ['*thank*', 'https://shop.example/login?next=/thank-you'],
    ['shop.example/x', 'https://shop.example/x'],
    ['SHOP.example/x', 'https://shop.example/x'],
    ['*.shop.example/x', 'https://de.shop.example/x'],
    ['https://shop.example/', 'https://shop.example/'],
    ['shop.example', 'https://shop.example/?utm=1'],
    ['müller.de/danke', 'https://xn--mller-kva.de/danke'],
    ['?order=*', 'https://shop.example/any/where?order=17'],
    ['/a?b=1', 'https://shop.example/a?b=1'],
    ['/#/thank-you', 'https://shop.example/#/thank-you'],
    ['#done', 'https://shop.example/x?y#done'],
    ['/app#/order/*/done', 'https://shop.example/app#/order/17/done'],
    ['/danke-für-ihre-anfrage', 'https://shop.example/danke-für-ihre-anfrage'],
    ['/danke-f%c3%bcr', 'https://shop.example/danke-f%C3%BCr'],
    ['*für*', 'https://shop.example/danke-für-alles'],
    ['/path/with.dots+(and)', 'https://shop.example/path/with.dots+(and)'],
    ['*', 'https://shop.example/'],
    ['/a**b', 'https://shop.example/a-long-b'],
  ])('%s is the page %s', (pattern, address) => {
    expect(matchesPattern(pattern, address)).toBe(true)
  })

  it.each([
    ['/thank-you', 'https://shop.example/thank-you-newsletter'],
    ['/thank-you', 'https://shop.example/login?next=/thank-you'],
    ['/thank-you', 'https://shop.example/en/thank-you'],
    ['/thank-you', 'https://shop.example/Thank-You'],
    ['/thank-you', 'https://shop.example/login#/thank-you'],
    ['shop.example/x', 'https://shop.example.evil.test/x'],
    ['shop.example/x', 'https://myshop.example/x'],
    ['/a?b=1', 'https://shop.example/a?b=12'],
    ['/a?b=1', 'https://shop.example/a'],
    ['/#/thank-you', 'https://shop.example/thank-you'],
    ['#done', 'https://shop.example/done'],
    ['/with.dots', 'https://shop.example/withxdots'],
  ])('%s is not the page %s', (pattern, address) => {
    expect(matchesPattern(pattern, address)).toBe(false)
  })

  it('can be read in either case where that is asked for', () => {
    expect(matchesPattern('/Thank-You', 'https://shop.example/thank-you', true)).toBe(true)
    expect(matchesPattern('*THANK*', 'https://shop.example/thank-you', true)).toBe(true)
  })

  it.each([
    ['a b/c', 'starts with a b'],
    ['/a/../b', 'browsers resolve'],
    ['ftp://x/', 'another scheme'],
    ['/a#b#c', 'more than one #'],
    ['/*a*b*c*d*e*f', '6 stars'],
    ['thank-you', 'slash: /thank-you'],
    ['danke*', 'slash: /danke*'],
    ['checkout/done?order=*', 'slash: /checkout'],
    ['thank-you.html', 'slash: /thank-you.html'],
  ])('%s is refused with a way out', (pattern, words) => {
    expect(urlPatternIssue(pattern)).toContain(words)
  })

  it.each([
    'localhost/x',
    'localhost:3000/x',
    'shop:8080',
    'https://intranet/x',
    'shop*.example/x',
    '*danke',
    '#danke',
  ])('%s is not taken for a path without its slash', (pattern) =>
    expect(urlPatternIssue(pattern)).toBeUndefined(),
  )

  it('means with stars around it what it meant as text that the address contains', () => {
    const part = fc.stringMatching(/^[a-z0-9/?=&.+()$-]{1,6}$/)
    const pattern = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('*'))
    const address = fc
      .tuple(pattern, pattern)
      .map(([a, b]) => `https://shop.example/${a.replaceAll('*', '')}/x${b}`)
    /** The rule until patterns became globs. */
    const before = (given: string, href: string) =>
      given.includes('*')
        ? new RegExp(
            given
              .split('*')
              .map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
              .join('.*'),
          ).test(href)
        : href.includes(given)
    fc.assert(
      fc.property(pattern, address, (given, href) => {
        const page = new URL(href).href
        expect(matchesPattern(`*${given}*`, page)).toBe(before(given, page))
      }),
      { numRuns: 1_000 },
    )
  })

  it('of any text is either understood or refused, never an exception of another kind', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), (pattern) => {
        const issue = urlPatternIssue(pattern)
        if (issue === undefined) matchesPattern(pattern, 'https://shop.example/a?b#c')
      }),
    )
  })
})
