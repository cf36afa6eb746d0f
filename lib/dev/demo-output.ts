/** Thrown when a step of the demo has an unexpected result. */
export class DemoError extends Error {
  override readonly name = 'DemoError'
}

type ApiResult<Data> = { data?: Data; error?: unknown; response: Response }

/** The data of a successful response; an error ends the demo. */
export async function dataOf<Data>(what: string, call: Promise<ApiResult<Data>>): Promise<Data> {
  const { data, error, response } = await call
  if (data === undefined) throw new DemoError(`${what}: ${response.status} ${JSON.stringify(error)}`)
  return data
}

const started = performance.now()
const dim = (text: string) => (process.stdout.isTTY ? `\x1b[2m${text}\x1b[0m` : text)
const bold = (text: string) => (process.stdout.isTTY ? `\x1b[1m${text}\x1b[0m` : text)

function seconds(): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`.padStart(7)
}

/** Prints the heading of a section. */
export function heading(title: string): void {
  console.log(`\n${bold(title)}`)
}

/** Prints a completed step. */
export function step(line: string): void {
  console.log(`${dim(seconds())}  ${line}`)
}

/** Prints a check that passed; the demo ends with an error where it fails. */
export function check(what: string, holds: boolean, found?: unknown): void {
  if (!holds) throw new DemoError(`${what}\n  found: ${JSON.stringify(found, null, 2)}`)
  console.log(`${dim(seconds())}  ✓ ${what}`)
}

/** Prints a table with aligned columns. */
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
