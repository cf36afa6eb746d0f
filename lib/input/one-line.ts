import { z } from 'zod'
import { spelling } from './spelling.ts'

/**
 * Control characters, halves of surrogate pairs, which UTF-8 cannot carry, and whatever is not shown but changes what is:
 * the direction of text, hidden tags, invisible spaces. Not those that Persian and emoji are written with.
 */
const HIDDEN =
  /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]--[\u200c\u200d\p{Variation_Selector}]]/v
/** The empty pattern of Braille is a symbol to Unicode. */
const SHOWN = /[[\p{L}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}\u2800]]/v

/** Text that people read in one line (a name), in one spelling: not empty, at most `maxLength` UTF-16 code units. */
export function oneLine(maxLength: number) {
  return z
    .string()
    .overwrite(spelling)
    .min(1)
    .max(maxLength)
    .refine((text) => !HIDDEN.test(text), {
      message:
        'must be one line without control characters, invisible ones, or such that change the direction of text',
      abort: true,
    })
    .refine(
      (text) => text === '' || SHOWN.test(text),
      'must contain a letter, a digit or a sign that is shown',
    )
}
