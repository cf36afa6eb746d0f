/** Of a text that is written to Tag Manager. */
export const BRACES = 'must not contain {{, which Tag Manager reads as a variable'

export const withoutBraces = (text: string) => !text.includes('{{')
