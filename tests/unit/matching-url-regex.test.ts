import { RE2JS } from 're2js'
import { describe, expect, it } from 'vitest'
import { urlRegexIssue } from '../../lib/matching/url-regex.ts'

const good = [
  '^https?://[^/]+/(de|en)/danke/?$',
  '/order/[0-9]+/done',
  '/thank-you(\\?|$)',
  '/p/[\\w-]+/checkout/(complete|done)$',
  'utm_source=(google|bing)',
  '/thank-you(#.*)?$',
  '/thank-you(?:$|[?#])',
  '/a[^#ü ]*/?(?<done>#{0,1})$',
]

describe('an expression for URLs', () => {
  it.each(good)('%s is accepted, and Tag Manager’s RE2 reads it too', async (source) => {
    expect(await urlRegexIssue(source)).toBeUndefined()
    expect(() => RE2JS.compile(source)).not.toThrow()
  })

  it.each([
    ['(?=x)', 'looks around'],
    ['(?<!x)y', 'looks around'],
    ['(?i)x', 'ignoreCase'],
    ['(?P<n>x)', '(?P<'],
    ['(a)\\1', 'refers back'],
    ['x\\Z', 'read differently'],
    ['\\Ax', 'read differently'],
    ['[[:alpha:]]', '[a-zA-Z]'],
    ['a++', 'possessive'],
    ['(', 'not a regular expression'],
    ['a{2,1}', 'not a regular expression'],
    ['(a+)+$', 'without end'],
    ['^(?:a|a)+$', 'without end'],
    ['(x+x+)+y', 'without end'],
    ['/#/thanks', 'use urlPattern'],
    ['(?:/a#|/b[#])c', 'use urlPattern'],
    ['/für', '%C3%BC'],
    ['/a b', '%20'],
    ['a'.repeat(201), 'longer than 200'],
  ])('%s is refused with the reason', async (source, words) => {
    expect(await urlRegexIssue(source)).toContain(words)
  })

  it('that cannot be proven harmless in time is refused as that', async () => {
    expect(await urlRegexIssue('\\w+@\\w+\\.\\w+'.repeat(10))).toContain('could not be proven')
  }, 60_000)
})
