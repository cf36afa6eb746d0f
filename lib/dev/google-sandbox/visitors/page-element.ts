import { createRequire } from 'node:module'

/** As much of a browser's element as Tag Manager reads. */
export type PageElement = {
  matches(selector: string): boolean
  closest(selector: string): PageElement | null
  getAttribute(name: string): string | null
  /** Of forms. */
  checkValidity?(): boolean
  readonly textContent: string | null
  readonly baseURI: string
  readonly ownerDocument?: { readonly body: PageBody }
}

/** What an automatic search for user-provided data looks through. */
type PageBody = {
  readonly textContent: string | null
  querySelectorAll(selector: 'input'): Iterable<{ value: string }>
}

type Page = { window: { document: { querySelector(selector: string): PageElement | null } } }

export type ElementOnPage = {
  url: string
  /** The page, or as much of it as matters. */
  html?: string
  /** Names the element by a selector. */
  element?: string
}

const require = createRequire(import.meta.url)

/**
 * Loads jsdom, at the first click at the latest: it takes a second in which the process does nothing else, and most
 * tests simulate no click.
 */
export function loadBrowser(): { JSDOM: new (html: string, options: { url: string }) => Page } {
  return require('jsdom')
}

/**
 * The element that a visitor touches; without a page it is the body of an empty one.
 * @throws Error when the page has no such element: a mistake of the test
 */
export function pageElement({ url, html = '', element = 'body' }: ElementOnPage): PageElement {
  const { JSDOM } = loadBrowser()
  const found = new JSDOM(html, { url }).window.document.querySelector(element)
  if (!found) throw new Error(`The page has no element ${element}.`)
  return found
}
