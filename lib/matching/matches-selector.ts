import { is } from 'css-select'
import { parse, type Selector, SelectorType } from 'css-what'
import type { Element } from 'domhandler'
import { allMet, anyMet, type Met, metIf, notMet } from './met.ts'
import type { Snippet } from './snippet.ts'

/** What has to be true of one element, and how it stands to the part before it. */
type Compound = { tokens: readonly Selector[]; combinator: Selector | undefined }

/**
 * Whether the element of a snippet matches a selector. A snippet holds the elements around it at most, and neither
 * siblings nor the state of a form: what depends on those is unknown.
 */
export function matchesSelector(selector: string, snippet: Snippet): Met {
  return matchesAny(parse(selector), snippet, snippet.chain.length - 1)
}

function matchesAny(parts: readonly (readonly Selector[])[], snippet: Snippet, place: number): Met {
  return anyMet(parts, (part) => matchesPart(compoundsOf(part), snippet, place))
}

function compoundsOf(part: readonly Selector[]): Compound[] {
  const compounds: Compound[] = []
  let tokens: Selector[] = []
  let combinator: Selector | undefined
  for (const token of part) {
    if (isCombinator(token)) {
      compounds.push({ tokens, combinator })
      tokens = []
      combinator = token
    } else tokens.push(token)
  }
  return [...compounds, { tokens, combinator }]
}

/** From right to left, each compound at each place looked at once: repeated combinators would otherwise multiply. */
function matchesPart(compounds: readonly Compound[], snippet: Snippet, place: number): Met {
  const seen = new Map<number, Met>()
  return at(compounds.length - 1, place)

  function at(index: number, where: number): Met {
    const key = index * (snippet.chain.length + 1) + where
    const known = seen.get(key)
    if (known) return known
    const met = judge(index, where)
    seen.set(key, met)
    return met
  }

  function judge(index: number, where: number): Met {
    const compound = compounds[index]
    const element = snippet.chain[where]
    if (!(compound && element)) return 'unknown'
    const own = allMet(compound.tokens, (token) => matchesToken(token, element, snippet, where))
    if (own === 'no' || index === 0) return own
    return allMet([own, before(index - 1, where, compound.combinator)], (met) => met)
  }

  function before(index: number, where: number, combinator: Selector | undefined): Met {
    const outside: Met = snippet.complete ? 'no' : 'unknown'
    switch (combinator?.type) {
      case SelectorType.Child:
        return where === 0 ? outside : at(index, where - 1)
      case SelectorType.Descendant: {
        const around = Array.from({ length: where }, (_, ancestor) => at(index, ancestor))
        return anyMet([...around, outside], (met) => met)
      }
      default:
        return 'unknown'
    }
  }
}

function matchesToken(token: Selector, element: Element, snippet: Snippet, place: number): Met {
  switch (token.type) {
    case SelectorType.Universal:
      return 'yes'
    case SelectorType.Tag:
    case SelectorType.Attribute:
      return metIf(is(element, [[token]]))
    case SelectorType.Pseudo:
      return matchesPseudo(token.name, token.data, snippet, place)
    default:
      return 'unknown'
  }
}

function matchesPseudo(
  name: string,
  data: readonly (readonly Selector[])[] | string | null,
  snippet: Snippet,
  place: number,
): Met {
  const isInner = place === snippet.chain.length - 1
  switch (name) {
    case 'is':
    case 'where':
      return Array.isArray(data) ? matchesAny(data, snippet, place) : 'unknown'
    case 'not':
      return Array.isArray(data) ? notMet(matchesAny(data, snippet, place)) : 'unknown'
    case 'scope':
      return metIf(isInner)
    case 'root':
      if (snippet.chain[place]?.name === 'html') return 'yes'
      return place === 0 && !snippet.complete ? 'unknown' : 'no'
    default:
      return 'unknown'
  }
}

function isCombinator({ type }: Selector): boolean {
  return (
    type === SelectorType.Child ||
    type === SelectorType.Descendant ||
    type === SelectorType.Adjacent ||
    type === SelectorType.Sibling
  )
}
