const [QUOTE, BACKSLASH, COMMA, BRACKET, BRACE] = [...Buffer.from('"\\,[{')]

/**
 * Whether a JSON text has more than so many values, in one pass that ends as soon as it is known. In JSON each value but
 * the outermost comes after one of `,`, `[` and `{`; in a text that is none, these are counted all the same.
 */
export function hasMoreValues(json: Buffer, most: number): boolean {
  let values = 1
  let quoted = false
  for (let at = 0; at < json.length && values <= most; at += 1) {
    const byte = json[at]
    if (byte === QUOTE) quoted = !quoted
    else if (quoted) at += byte === BACKSLASH ? 1 : 0
    else if (byte === COMMA || byte === BRACKET || byte === BRACE) values += 1
  }
  return values > most
}
