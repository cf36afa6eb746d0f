import { regexIssue } from './regex-issue.ts'

/**
 * How to fix an expression for addresses: what no expression may have, and what would never be found, since an address
 * is encoded and ends before its fragment; `undefined` where it is fine.
 */
export function urlRegexIssue(source: string): Promise<string | undefined> {
  return regexIssue(source, (bare) => {
    const encoded = SIGNS_NOT_IN_URLS.exec(bare.replaceAll(NO_TEXT, ''))?.[0]
    if (encoded) {
      return `has ${encoded}, which browsers write as ${encodeURIComponent(encoded)} in an address; write it so`
    }
    return matchesWithoutFragment(source.match(TOKENS) ?? [])
      ? undefined
      : 'needs a #, before which the address ends for Tag Manager; use urlPattern, such as *#/thank-you'
  })
}

/** What a class excludes, and names of groups: no text that an address would have to hold. */
const NO_TEXT = /\[\^(?:\\.|[^\]\\])*\]|\(\?<\w+>/g
/** Signs that neither path nor query of an address has: the URL standard encodes them in both. */
const SIGNS_NOT_IN_URLS = /[^\x21-\x7e]|["<>]/u

const TOKENS = /\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?::|<\w+>))?|(?:[*+?]|\{\d+(?:,\d*)?\})\??|./gsu
const FRAGMENT_SIGN = /^(?:\\?#|\[(?:\\?#)+\])$/
const MAY_BE_ABSENT = /^(?:[*?]|\{0)/

/** Whether an expression, or a group of it, may be found in a text without `#`. It takes what it has read. */
function matchesWithoutFragment(tokens: string[]): boolean {
  let [anyBranch, thisBranch] = [false, true]
  for (let token = tokens.shift(); token !== undefined && token !== ')'; token = tokens.shift()) {
    if (token === '|') {
      anyBranch ||= thisBranch
      thisBranch = true
      continue
    }
    const matches = token.startsWith('(') ? matchesWithoutFragment(tokens) : !FRAGMENT_SIGN.test(token)
    thisBranch &&= matches || MAY_BE_ABSENT.test(tokens[0] ?? '')
  }
  return anyBranch || thisBranch
}
