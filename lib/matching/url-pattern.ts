import type { UrlCondition } from './url-condition.ts'

/** With more stars than these an expression can be slow in a visitor's browser. */
const MAX_STARS = 5

type Condition = Pick<UrlCondition, 'type' | 'value'>

/**
 * The conditions that a URL pattern becomes: `/path` on any host, `shop.example/path` on one, `?query`, `#fragment`,
 * and `*` for any text. Without `?` any query will do, without `#` any fragment. Text is written as browsers write it
 * in a URL: percent-encoded, hosts in punycode (https://url.spec.whatwg.org/#url-serializing).
 * @returns no condition where every page will do
 * @throws SyntaxError that says how to fix the pattern
 */
export function urlPatternConditions(pattern: string, ignoreCase: boolean): UrlCondition[] {
  const [address = '', fragment, ...more] = fold(pattern).split('#')
  if (more.length > 0) throw new SyntaxError('has more than one #; write %23 for one inside of the fragment')
  const onAddress = address === '' || address === '*' ? undefined : addressCondition(address, ignoreCase)
  const onFragment =
    fragment === undefined || fragment === '*' ? undefined : fragmentCondition(fragment, ignoreCase)
  return [
    ...(onAddress ? [{ variable: 'pageUrl' as const, ...onAddress, ignoreCase }] : []),
    ...(onFragment ? [{ variable: 'urlFragment' as const, ...onFragment, ignoreCase }] : []),
  ]
}

/** How to fix a pattern that is not to be accepted; `undefined` where it is fine. */
export function urlPatternIssue(pattern: string): string | undefined {
  const stars = fold(pattern).split('*').length - 1
  if (stars > MAX_STARS) return `has ${stars} stars; use at most ${MAX_STARS}`
  try {
    urlPatternConditions(pattern, false)
  } catch (error) {
    if (error instanceof SyntaxError) return error.message
    throw error
  }
  const path = pathWithoutSlash(pattern)
  return path && `names the host “${path}”; if it is a path, begin it with a slash: /${path}`
}

/** What stands where a host would, and cannot be one on the web: it has no dot, or ends like a page. */
function pathWithoutSlash(pattern: string): string | undefined {
  const host = /^[^/?#*:][^/?#:]*/.exec(pattern)?.[0]
  if (host === undefined || pattern.charAt(host.length) === ':' || host === 'localhost') return undefined
  return host.includes('.') && !/\.(html?|php|aspx?|jsp)$/i.test(host) ? undefined : host
}

function fold(pattern: string): string {
  return pattern.replaceAll(/\*{2,}/g, '*')
}

function addressCondition(address: string, ignoreCase: boolean): Condition {
  const anyQuery = !address.includes('?')
  if (address.startsWith('*')) {
    const [, end = '', rest = ''] = /^\*(\.[^/?*]+)(?=[/?])(.*)$/s.exec(address) ?? []
    const origin = hostEndExpression(end, ignoreCase)
    const text = encodeAnywhere(origin === undefined ? address : rest)
    return textCondition(text, { anyQuery, ignoreCase, origin })
  }
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(address) && !/^https?:/i.test(address)) {
    throw new SyntaxError('has another scheme than http or https; leave it out')
  }
  const [, scheme, host = '', rest = ''] = /^(?:(https?):\/\/)?([^/?]*)(.*)$/is.exec(address) ?? []
  const origin = `^${scheme?.toLowerCase() ?? 'https?'}://${host === '' ? '[^/?]+' : hostExpression(host)}`
  return textCondition(encodePathAndQuery(rest), { anyQuery, ignoreCase, origin })
}

function fragmentCondition(fragment: string, ignoreCase: boolean): Condition {
  const encoded = new URL(`https://host/#${fragment}`).hash.slice(1)
  return encoded.includes('*') || hasSpellings(encoded)
    ? textCondition(encoded, { anyQuery: false, ignoreCase })
    : { type: 'equals', value: encoded }
}

/** Text with stars. A star at either end needs no expression of its own: without an anchor it matches anywhere. */
function textCondition(
  text: string,
  { anyQuery, ignoreCase, origin }: { anyQuery: boolean; ignoreCase: boolean; origin?: string | undefined },
): Condition {
  const opens = origin === undefined && text.startsWith('*')
  const ends = text.endsWith('*')
  const middle = text.slice(opens ? 1 : 0, ends && text.length > 1 ? -1 : undefined)
  if (opens && ends && !middle.includes('*') && !hasSpellings(middle))
    return { type: 'contains', value: middle }
  const body = middle
    .split('*')
    .map((part) => literal(part, ignoreCase))
    .join('.*')
  const start = origin ?? (opens ? '' : '^')
  if (ends) return { type: 'matchRegex', value: start + body }
  if (!anyQuery) return { type: 'matchRegex', value: `${start}${body}$` }
  return { type: 'matchRegex', value: `${start}${body.replace(/\/$/, '')}/?(?:\\?.*)?$` }
}

/** A star in a host stands for a part of it: it ends at the path. */
function hostExpression(host: string): string {
  const parts = host.split('*')
  const url = URL.parse(`https://${parts.join(STAND_IN)}/`)
  if (url?.username !== '') {
    throw new SyntaxError(
      `starts with ${host}, which is no host; start a path with / and any beginning with *`,
    )
  }
  return url.host
    .split(STAND_IN)
    .map((part) => literal(part))
    .join('[^/?]*')
}

/**
 * What follows a star up to the path, such as `.bäckerei.example`, may be the end of a host or of a path.
 * @returns both spellings; `undefined` where they are the same, or it is the end of no host
 */
function hostEndExpression(end: string, ignoreCase: boolean): string | undefined {
  const host = end === '' ? undefined : URL.parse(`https://${STAND_IN}${end}/`)?.host.slice(STAND_IN.length)
  if (host === undefined || host === end) return undefined
  return `(?:${literal(host)}|${literal(encodeAnywhere(end), ignoreCase)})`
}

/** Holds the place of a star while the URL standard's own parser reads a host. */
const STAND_IN = 'any-text-at-all'

function encodePathAndQuery(rest: string): string {
  if (/(^|[/\\])(\.|%2e){1,2}([/\\?]|$)/i.test(rest)) {
    throw new SyntaxError(
      'has . or .. as a part of the path, which browsers resolve; write the path that they show',
    )
  }
  const { pathname, search } = new URL(`https://host${rest}`)
  // An empty query is no query to `URL`, but `?` asks for one.
  return rest.startsWith('?') ? `/*${search || '?'}` : pathname + (search || (rest.includes('?') ? '?' : ''))
}

/** Of text that may stand in path or query only that is encoded which is in both. */
function encodeAnywhere(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]+|["<>]/g, encodeURIComponent)
}

/** Whether one text can be spelled in several ways. */
function hasSpellings(text: string): boolean {
  return /\||%(?:[0-9a-f][a-f]|[a-f][0-9a-f])/i.test(text)
}

/** Chromium encodes a bar in a path although the standard does not; Firefox and Safari keep it. */
const BAR = String.raw`(?:\||%7[Cc])`

/** The digits of a percent-encoded byte are the same in either case (RFC 3986 §2.1), letters only where case does not matter. */
function literal(text: string, ignoreCase = false): string {
  const escaped = text.replaceAll(/[.+^${}()[\]\\?]/g, String.raw`\$&`).replaceAll(/\||%7c/gi, () => BAR)
  const cased = ignoreCase ? escaped.replaceAll(ENCODED_LETTERS, inEitherCase) : escaped
  return cased.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => `%${hex.replaceAll(/[a-f]/gi, eitherCase)}`)
}

/** Bytes outside of ASCII, percent-encoded. */
const ENCODED_LETTERS = /(?:%[89a-f][0-9a-f])+/gi

/** An encoded letter is other bytes in the other case, which no expression knows to be the same. */
function inEitherCase(encoded: string): string {
  return Array.from(decoded(encoded), (letter) => {
    const cases = [letter, letter.toLowerCase(), letter.toUpperCase()].filter(
      (each) => [...each].length === 1,
    )
    const [only = letter, ...others] = new Set(cases.map(encodeURIComponent))
    return others.length === 0 ? only : `(?:${[only, ...others].join('|')})`
  }).join('')
}

/** Bytes that are no UTF-8 stay as they are. */
function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}

function eitherCase(letter: string): string {
  return `[${letter.toUpperCase()}${letter.toLowerCase()}]`
}
