const MAX_LENGTH = 2_000

/** Comments; string constants, also with escapes, dollar quotes or no end; names in quotes; numbers. */
const PARTS =
  /--[^\n]*|\/\*[\s\S]*?\*\/|e'(?:[^'\\]|\\.|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|\$([a-z_]\w*)?\$[\s\S]*?(?:\$\1\$|$)|"[^"]*"|(?<![\w$])\d[\d.]*/gi

/**
 * A statement as it may be logged: constants are removed as `pg_stat_statements` does, in case a value is ever in the
 * text instead of in a parameter; and it is cut.
 */
export function statementText(text: string): string {
  const spared = text.replace(PARTS, (part) => {
    if (part.startsWith('"')) return part
    return part.startsWith('--') || part.startsWith('/*') ? ' ' : '?'
  })
  const line = spared.replace(/\s+/g, ' ').trim()
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line
}
