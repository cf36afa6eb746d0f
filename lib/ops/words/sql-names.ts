/** A piece of a file, and the line in which it stands. */
export type Located = { text: string; line: number }

// Comments and strings come first, so that nothing in them is taken for a name; the body of a function, between
// dollars, is read like the rest.
const TOKEN = /--[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|\$\w*\$|"([^"]+)"|\b([a-z_]\w*)/gi

/** The words of SQL (or of the Prisma schema) that are neither in a comment nor in a string. */
export function sqlNames(sql: string, firstLine = 1): Located[] {
  return [...sql.matchAll(TOKEN)].flatMap(({ 1: quoted, 2: plain, index }) => {
    const text = quoted ?? plain
    return text === undefined ? [] : [{ text, line: firstLine + lineBreaks(sql.slice(0, index)) }]
  })
}

function lineBreaks(text: string): number {
  return text.split('\n').length - 1
}
