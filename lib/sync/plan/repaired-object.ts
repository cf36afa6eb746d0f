import { z } from 'zod'
import { FieldValue } from '../../deployment/fields.ts'

const SetBack = z.object({
  field: z.string(),
  before: FieldValue.optional().describe('What was there; absent where nothing was'),
  after: FieldValue.optional().describe('What the tracking asks for; absent where that is nothing'),
})

/** An object of a tracking at Google that a repair sets back, or makes again. */
export const RepairedObject = z.object({
  trackingId: z.string(),
  object: z
    .string()
    .describe('`tag`, `trigger:main`, `trigger:history`, `trigger:exception-1` and on, or `action`'),
  fields: z.array(SetBack).describe('Empty where the whole object was missing and is made again'),
})
export type RepairedObject = z.infer<typeof RepairedObject>
