/** A date of a query is written `2026-11-30` or `20261130`; compared, it has the long form. */
export function longDate(text: string): string {
  return text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
}
