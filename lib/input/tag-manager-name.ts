import { oneLine } from './one-line.ts'

export const BRACES = 'must not contain {{, which Tag Manager reads as a variable'
export const withoutBraces = (text: string) => !text.includes('{{')

/** One line that may be, or be part of, the name of an object in Tag Manager. */
export function tagManagerName(maxLength: number) {
  return oneLine(maxLength)
    .refine(withoutBraces, BRACES)
    .refine((text) => !text.includes(':'), 'must not contain a colon: Tag Manager rejects it')
}
