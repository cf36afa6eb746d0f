import { describe, expect, it } from 'vitest'
import { matchesSelector } from '../../lib/matching/matches-selector.ts'
import { readSnippet } from '../../lib/matching/snippet.ts'

function matched(selector: string, html: string) {
  const snippet = readSnippet(html)
  return typeof snippet === 'string' ? snippet : matchesSelector(selector, snippet)
}

const button = '<body><form id="checkout"><button class="cta w-1/2" data-x="a,b">Buy</button></form></body>'
const alone = '<button class="cta" data-x="a,b">Buy</button>'

describe('an element of which all that is around it is known', () => {
  it.each([
    ['.cta', 'yes'],
    ['button.cta[data-x="a,b"]', 'yes'],
    ['BUTTON', 'yes'],
    ['.w-1\\/2', 'yes'],
    ['.CTA', 'no'],
    ['a.cta', 'no'],
    ['[data-x="A,B"]', 'no'],
    ['[data-x="A,B" i]', 'yes'],
    ['#checkout .cta', 'yes'],
    ['#checkout > .cta', 'yes'],
    ['body > .cta', 'no'],
    ['body .cta', 'yes'],
    ['main .cta', 'no'],
    [':is(a, #checkout) > :where(.x, button)', 'yes'],
    ['.cta:not(#checkout *)', 'no'],
    ['.cta:not(main *)', 'yes'],
    [':scope', 'yes'],
    ['.other, .cta', 'yes'],
  ])('matches %s: %s', (selector, expected) => {
    expect(matched(selector, button)).toBe(expected)
  })
})

describe('what a snippet does not show', () => {
  it.each([
    ['main .cta', 'unknown'],
    ['form > .cta', 'unknown'],
    ['main a', 'no'],
    ['.cta:not(main *)', 'unknown'],
    ['.cta:first-child', 'unknown'],
    ['a:first-child', 'no'],
    ['label + .cta', 'unknown'],
    ['.cta:hover', 'unknown'],
    ['.cta, main .cta', 'yes'],
    [':root', 'unknown'],
  ])('is said to be unknown: %s is %s', (selector, expected) => {
    expect(matched(selector, alone)).toBe(expected)
  })
})

it('what is innermost is meant, where the first child is followed', () => {
  expect(matched('span', '<a href="#"><span><!-- x -->text</span><b>other</b></a>')).toBe('yes')
  expect(matched('b', '<a href="#"><span>text</span><b>other</b></a>')).toBe('no')
})

it.each([
  ['just text', 'has no element'],
  ['<i>'.repeat(101), 'more than 100'],
])('%s is no snippet', (html, issue) => {
  expect(matched('a', html)).toContain(issue)
})

it('a selector of many steps takes no time over many elements', () => {
  const started = performance.now()
  expect(matched(`${'* '.repeat(200)}p`, '<div>'.repeat(100))).toBe('no')
  expect(matched(`p ${'* '.repeat(200)}div`, '<div>'.repeat(100))).toBe('unknown')
  expect(performance.now() - started).toBeLessThan(5_000)
})
