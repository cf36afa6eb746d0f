import { z } from 'zod'
import { googleError } from '../errors/google-error.ts'
import { GoogleRejectionError } from '../errors/google-rejection-error.ts'

const CATEGORIES = [
  'DEFAULT',
  'PAGE_VIEW',
  'PURCHASE',
  'SIGNUP',
  'DOWNLOAD',
  'ADD_TO_CART',
  'BEGIN_CHECKOUT',
  'SUBSCRIBE_PAID',
  'PHONE_CALL_LEAD',
  'IMPORTED_LEAD',
  'SUBMIT_LEAD_FORM',
  'BOOK_APPOINTMENT',
  'REQUEST_QUOTE',
  'GET_DIRECTIONS',
  'OUTBOUND_CLICK',
  'CONTACT',
  'ENGAGEMENT',
  'STORE_VISIT',
  'STORE_SALE',
  'QUALIFIED_LEAD',
  'CONVERTED_LEAD',
] as const
const days = (max: number) =>
  z
    .union([z.int(), z.string().regex(/^\d+$/)])
    .transform(Number)
    .refine((count) => count >= 1 && count <= max)
    .transform(String)

const Fields = z.strictObject({
  resourceName: z.string().optional(),
  name: z.string().optional(),
  type: z
    .string()
    .regex(/^[A-Z_0-9]+$/)
    .optional(),
  category: z.enum(CATEGORIES).optional(),
  status: z.enum(['ENABLED', 'REMOVED', 'HIDDEN']).optional(),
  countingType: z.enum(['ONE_PER_CLICK', 'MANY_PER_CLICK']).optional(),
  primaryForGoal: z.boolean().optional(),
  clickThroughLookbackWindowDays: days(90).optional(),
  viewThroughLookbackWindowDays: days(30).optional(),
  valueSettings: z
    .strictObject({
      defaultValue: z.number().nonnegative().optional(),
      defaultCurrencyCode: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
      alwaysUseDefaultValue: z.boolean().optional(),
    })
    .optional(),
  attributionModelSettings: z.looseObject({}).optional(),
  id: z.unknown().optional(),
  tagSnippets: z.unknown().optional(),
  ownerCustomer: z.unknown().optional(),
  origin: z.unknown().optional(),
})
/** A conversion action as callers send it; the last four are Google's to set. */
export type Fields = z.infer<typeof Fields>

const Operation = z.union([
  z.strictObject({ create: Fields }),
  z.strictObject({ update: Fields, updateMask: z.string() }),
  z.strictObject({ remove: z.string() }),
])

export type MutateOperation = z.infer<typeof Operation>

const Mutate = z.strictObject({
  operations: z.array(Operation).min(1).max(10_000),
  partialFailure: z.boolean().optional(),
  validateOnly: z.boolean().optional(),
  responseContentType: z.enum(['RESOURCE_NAME_ONLY', 'MUTABLE_RESOURCE']).optional(),
})

/**
 * Malformed JSON, unknown fields and unknown enum values are rejected before any operation is read.
 * @throws GoogleRejectionError
 */
export function readMutate(text: string): z.infer<typeof Mutate> {
  const parsed = Mutate.safeParse(tryJson(text))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const nested =
    issue?.code === 'invalid_union' ? issue.errors.flat().find(({ path }) => path.length > 1) : undefined
  const at = [...(issue?.path ?? []), ...(nested?.path ?? [])].join('.')
  throw new GoogleRejectionError(
    googleError(400, { message: `Invalid value at '${at}': ${nested?.message ?? issue?.message}` }),
  )
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
