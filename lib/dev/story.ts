/** Thrown when a step of the story did not come out as told. */
export class StoryError extends Error {
  override readonly name = 'StoryError'
}

const started = performance.now()
const dim = (text: string) => (process.stdout.isTTY ? `\x1b[2m${text}\x1b[0m` : text)
const bold = (text: string) => (process.stdout.isTTY ? `\x1b[1m${text}\x1b[0m` : text)

function seconds(): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`.padStart(7)
}

/** A chapter's heading. */
export function chapter(title: string): void {
  console.log(`\n${bold(title)}`)
}

/** Something that happened. */
export function told(line: string): void {
  console.log(`${dim(seconds())}  ${line}`)
}

/** Something that was checked; the story ends here where it does not hold. */
export function checked(what: string, holds: boolean, seen?: unknown): void {
  if (!holds) throw new StoryError(`${what}\n  seen: ${JSON.stringify(seen, null, 2)}`)
  console.log(`${dim(seconds())}  ✓ ${what}`)
}

/** A table with aligned columns. */
export function table(rows: readonly Record<string, string | number | null>[]): void {
  const columns = Object.keys(rows[0] ?? {})
  const cell = (row: Record<string, string | number | null>, column: string) => String(row[column] ?? '–')
  const widths = columns.map((column) =>
    Math.max(column.length, ...rows.map((row) => cell(row, column).length)),
  )
  const line = (cells: string[]) =>
    `          ${cells.map((each, index) => each.padEnd(widths[index] ?? 0)).join('  ')}`
  console.log(line(columns))
  console.log(line(widths.map((width) => '─'.repeat(width))))
  for (const row of rows) console.log(line(columns.map((column) => cell(row, column))))
}
