import { z } from 'zod'

/** Control characters, line and paragraph separators, and halves of surrogate pairs, which UTF-8 cannot carry. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u

/** Text that people read in one line (a name): trimmed, not empty, at most `maxLength` UTF-16 code units. */
export function oneLine(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .refine((text) => !UNPRINTABLE.test(text), 'must be one line without control characters')
}
