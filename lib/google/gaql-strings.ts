/**
 * A string literal of the Google Ads Query Language. It cannot contain control characters, which have no
 * meaning in a name, so they become spaces.
 * https://developers.google.com/google-ads/api/docs/query/grammar
 */
export function gaqlString(value: string): string {
  return `'${value.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/[\\']/g, '\\$&')}'`
}

/** The right side of `IN`. */
export function gaqlStrings(values: readonly string[]): string {
  return `(${values.map(gaqlString).join(', ')})`
}
