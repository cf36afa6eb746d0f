/**
 * One line of CSV (RFC 4180), without its end. A value that a spreadsheet would take for a formula gets an apostrophe
 * in front (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvLine(values: readonly (string | number | null)[]): string {
  return values.map(field).join(',')
}

function field(value: string | number | null): string {
  const text = String(value ?? '')
  const harmless = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
