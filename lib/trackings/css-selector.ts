import { AttributeAction, parse, type Selector, SelectorType } from 'css-what'

type Argument = 'none' | 'selectors' | 'nth' | 'text'

/**
 * The pseudo-classes that `Element.matches` knows in every browser, with what they take in parentheses. Tag Manager
 * hands the selector to it, and one unknown name makes the whole selector match nothing, silently.
 * https://www.w3.org/TR/selectors-4/#overview
 */
const PSEUDO_CLASSES: ReadonlyMap<string, Argument> = new Map([
  ...named('selectors', 'is where not has'),
  ...named('nth', 'nth-child nth-last-child nth-of-type nth-last-of-type'),
  ...named('text', 'lang dir'),
  ...named('none', 'root scope empty defined first-child last-child only-child'),
  ...named('none', 'first-of-type last-of-type only-of-type link any-link visited target'),
  ...named('none', 'hover active focus focus-visible focus-within enabled disabled read-only read-write'),
  ...named('none', 'checked default indeterminate placeholder-shown required optional valid invalid'),
  ...named('none', 'in-range out-of-range user-valid user-invalid autofill fullscreen modal'),
])

const NTH = /^\s*(even|odd|[+-]?\d+|[+-]?\d*n(\s*[+-]\s*\d+)?)\s*$/i
/** What of CSS is opaque: comments, strings, escapes. */
const OPAQUE =
  /\/\*.*?\*\/|"(?:\\.|[^"\\\n\r\f])*"|'(?:\\.|[^'\\\n\r\f])*'|\\[0-9a-f]{1,6}\s?|\\[^\n\r\f]/gisu
const ESCAPE = /\\(?:([0-9a-f]{1,6})\s?|(.))/gisu
const NAME = String.raw`[\w\-\u{80}-\u{10ffff}]`
/** A comment that cuts a name in two, or off its sign: browsers then read two names, or a sign without one. */
const CUTTING_COMMENT = new RegExp(String.raw`[#.:@]/\*|${NAME}(?=(?:/\*\*/)+(?:${NAME}|\())`, 'u')

/**
 * Looks for what keeps a selector from working in a browser, every part between commas.
 * @returns how to fix the first issue; `undefined` when there is none
 */
export function selectorIssue(selector: string): string | undefined {
  // Escaped ones too: whatever spells the selector in its own way would make a variable of them.
  const read = selector.replace(ESCAPE, (_, hex?: string, sign = '') => (hex ? fromHex(hex) : sign))
  if (read.includes('{{')) return 'must not contain {{, which Tag Manager reads as a variable'
  const bare = selector.replace(OPAQUE, (text) => (text.startsWith('/*') ? '/**/' : 'x'))
  if (CUTTING_COMMENT.test(bare)) return 'has a comment inside of a name; take it out'
  return spellingIssue(bare.replaceAll('/**/', '')) ?? structureIssue(selector)
}

function fromHex(digits: string): string {
  const code = Number.parseInt(digits, 16)
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
}

/** What the parser lets pass although CSS does not. */
function spellingIssue(bare: string): string | undefined {
  const stray = /[^\w\-\u{80}-\u{10ffff}\s#.,:()[\]=~|^$*>+]/u.exec(bare)?.[0]
  if (stray) return `has a ${stray} where CSS knows none; put values in quotes`
  const name = /[#.]-?\d[\w-]*/.exec(bare)?.[0]
  if (name) return `has ${name}, but no name in CSS starts with a digit; write [id="…"] or [class~="…"]`
  if (/=\s*-?\d/.test(bare)) return 'has a value that starts with a digit; put it in quotes'
  return undefined
}

function structureIssue(selector: string): string | undefined {
  try {
    // The parser stumbles over a comment at a combinator.
    const parts = parse(selector.replace(OPAQUE, (text) => (text.startsWith('/*') ? '' : text)))
    return parts.length === 0 ? 'names no element' : partsIssue(parts, false)
  } catch {
    return 'is not a valid CSS selector'
  }
}

function partsIssue(parts: readonly Selector[][], relative: boolean): string | undefined {
  for (const part of parts) {
    const first = part[0]
    if ((first && isCombinator(first) && !relative) || isCombinator(part.at(-1))) {
      return 'starts or ends with a combinator; name the element there too'
    }
    const issue = part.map(tokenIssue).find((found) => found !== undefined)
    if (issue) return issue
    if (part.some((token, index) => isName(token) && index > 0 && !isCombinator(part[index - 1]))) {
      return 'has the name of an element behind something else; put it first'
    }
  }
  return undefined
}

function tokenIssue(token: Selector): string | undefined {
  switch (token.type) {
    case SelectorType.PseudoElement:
      return `has ::${token.name}; a pseudo-element cannot be clicked or submitted, so name its element`
    case SelectorType.Pseudo:
      return pseudoIssue(token.name, token.data)
    case SelectorType.Attribute:
      if (token.action === AttributeAction.Not) return 'has [a!=b], which is not CSS; write :not([a="b"])'
      if (token.ignoreCase === false) return 'has [a="b" s], which browsers do not know; leave the s out'
      return namespaceIssue(token.namespace)
    case SelectorType.Tag:
      if (/^-?\d/.test(token.name)) return `has ${token.name}, but no element's name starts with a digit`
      return namespaceIssue(token.namespace)
    case SelectorType.Universal:
      return namespaceIssue(token.namespace)
    case SelectorType.Parent:
    case SelectorType.ColumnCombinator:
      return 'has a combinator that browsers do not know; use a space, >, + or ~'
    case SelectorType.Adjacent:
    case SelectorType.Child:
    case SelectorType.Descendant:
    case SelectorType.Sibling:
      return undefined
    default:
      return token satisfies never
  }
}

function pseudoIssue(name: string, data: Selector[][] | string | null): string | undefined {
  const takes = PSEUDO_CLASSES.get(name)
  switch (takes) {
    case undefined:
      return `has :${name}, which is not a pseudo-class of CSS`
    case 'none':
      return data === null ? undefined : `has :${name}(…), but :${name} takes no parentheses`
    case 'selectors':
      return Array.isArray(data) ? partsIssue(data, name === 'has') : `has :${name} without its (…)`
    case 'nth':
      return typeof data === 'string' && NTH.test(data)
        ? undefined
        : `has :${name} without a count such as (2n+1)`
    case 'text':
      return typeof data === 'string' ? undefined : `has :${name} without its (…)`
    default:
      return takes satisfies never
  }
}

function namespaceIssue(namespace: string | null): string | undefined {
  return namespace === null || namespace === '*' || namespace === ''
    ? undefined
    : `has the namespace ${namespace}|, which no browser knows here`
}

function isName({ type }: Selector): boolean {
  return type === SelectorType.Tag || type === SelectorType.Universal
}

function isCombinator(token: Selector | undefined): boolean {
  switch (token?.type) {
    case SelectorType.Adjacent:
    case SelectorType.Child:
    case SelectorType.Descendant:
    case SelectorType.Sibling:
      return true
    default:
      return false
  }
}

function named(takes: Argument, names: string): [string, Argument][] {
  return names.split(' ').map((name) => [name, takes])
}
