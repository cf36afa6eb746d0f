import { z } from 'zod'

/**
 * `Idempotency-Key`, bare as most clients send it, or quoted as the draft has it.
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header
 */
export const IdempotencyKey = z
  .string()
  .transform((text) => /^"(.*)"$/.exec(text)?.[1]?.replaceAll(/\\(["\\])/g, '$1') ?? text)
  .refine(
    (key) => /^[\x20-\x7e]{1,255}$/.test(key),
    'must be 1 to 255 printable ASCII characters, a UUID for example',
  )
  .describe(
    'Names this request: sent again with the same key within 24 hours, it gets the same response and is not repeated',
  )
