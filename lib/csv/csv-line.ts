/** What begins a formula, also in the forms that Asian keyboards write and spreadsheets read the same. */
const FORMULA = '[=+\\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20]'

/**
 * Where a cell may begin: at the front of a value and, in a spreadsheet that separates by other signs than commas and so
 * takes no notice of our quotes, behind a semicolon, a tab or the end of a line. Spaces and quotes may go before it.
 */
const END_OF_LINE = '\\n\\v\\f\\r\\u0085\\u2028\\u2029'
const FORMULA_AHEAD = new RegExp(
  `(?<=^|[;\\t${END_OF_LINE}])(?=(?:[^\\S\\t${END_OF_LINE}]|")*${FORMULA})|^(?=[\\t\\r])`,
  'g',
)

/**
 * One line of CSV (RFC 4180), without its end. What a spreadsheet would take for a formula gets an apostrophe in front
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvLine(values: readonly (string | number | Date | null)[]): string {
  return values.map(field).join(',')
}

function field(value: string | number | Date | null): string {
  const text = value instanceof Date ? value.toISOString() : String(value ?? '')
  const harmless = typeof value === 'string' ? text.replaceAll(FORMULA_AHEAD, "'") : text
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
