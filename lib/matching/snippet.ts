import { type Element, isTag, type ParentNode } from 'domhandler'
import { parseDocument } from 'htmlparser2'

const MAX_DEPTH = 100

/** An element with the elements around it, as far as they are known. */
export type Snippet = {
  /** From the outermost to the innermost, each the parent of the next. */
  chain: readonly Element[]
  /** Whether nothing is around the outermost one that a selector could ask for: it is `html` or `body`. */
  complete: boolean
}

/**
 * Reads an element from HTML: the innermost one, where always the first child is followed.
 * @returns how to fix the HTML where it has no element, or too many inside of each other
 */
export function readSnippet(html: string): Snippet | string {
  const chain: Element[] = []
  let parent: ParentNode = parseDocument(html)
  for (;;) {
    const next: Element | undefined = parent.children.find(isTag)
    if (!next) break
    chain.push(next)
    parent = next
  }
  const [outermost] = chain
  if (!outermost) return 'has no element; give the HTML of one'
  if (chain.length > MAX_DEPTH) return `has more than ${MAX_DEPTH} elements inside of each other`
  return { chain, complete: outermost.name === 'html' || outermost.name === 'body' }
}

/** The form of a snippet: the innermost one. */
export function formOf(snippet: Snippet): Snippet | undefined {
  return innermost(snippet, ({ name }) => name === 'form')
}

/** The link that a click on the innermost element follows: the innermost one around it. */
export function linkOf(snippet: Snippet): Snippet | undefined {
  return innermost(snippet, ({ name, attribs }) => LINKS.has(name) && attribs['href'] !== undefined)
}

const LINKS: ReadonlySet<string> = new Set(['a', 'area'])

function innermost({ chain, complete }: Snippet, isIt: (element: Element) => boolean): Snippet | undefined {
  const at = chain.findLastIndex(isIt)
  return at === -1 ? undefined : { chain: chain.slice(0, at + 1), complete }
}
