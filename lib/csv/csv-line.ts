/**
 * One line of CSV (RFC 4180), without its end. A value that a spreadsheet would take for a formula gets an apostrophe
 * in front (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvLine(values: readonly (string | number | Date | null)[]): string {
  return values.map(field).join(',')
}

function field(value: string | number | Date | null): string {
  const text = value instanceof Date ? value.toISOString() : String(value ?? '')
  const harmless = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
