/**
 * The selector of a click trigger: `{{Click Element}}` is the deepest element under the pointer, so each part of the
 * list also has to match what lies inside of it. Every part stays as it was written, letter by letter.
 */
export function clickSelector(selector: string): string {
  return selectorParts(selector)
    .flatMap((part) => [part, `${part}${descendant(part)}`])
    .join(', ')
}

/** An escape with hexadecimal digits takes the next space as its end (https://drafts.csswg.org/css-syntax/#escaping). */
function descendant(part: string): string {
  return /(^|[^\\])(\\\\)*\\[0-9a-f]{1,6}$/i.test(part) ? '  *' : ' *'
}

/** What of CSS may hold a comma that parts no list: escapes, strings, comments. */
const OPAQUE = /\\[0-9a-f]{1,6}\s?|\\.|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\/\*.*?\*\//isy

/** The parts of a selector list, split at the commas outside of brackets, strings, escapes and comments. */
export function selectorParts(selector: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < selector.length; at += 1) {
    OPAQUE.lastIndex = at
    const opaque = OPAQUE.exec(selector)?.[0]
    const sign = selector[at]
    if (opaque) at += opaque.length - 1
    else if (sign === '(' || sign === '[') depth += 1
    else if (sign === ')' || sign === ']') depth -= 1
    else if (sign === ',' && depth === 0) {
      parts.push(selector.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, selector.slice(from)].map(trimmed)
}

/** Without the space around it, as CSS knows space; one that is escaped belongs to the selector. */
function trimmed(part: string): string {
  const text = part.replaceAll(/^[ \t\n\r\f]+|[ \t\n\r\f]+$/g, '')
  return /(^|[^\\])(\\\\)*\\$/.test(text) ? `${text} ` : text
}
