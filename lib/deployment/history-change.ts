import { z } from 'zod'
import { HISTORY_CHANGES, HISTORY_OBJECTS } from '../model/history-change.ts'
import { FieldValue } from './fields.ts'

/** A field of an object of ours that was changed; absent on the side on which it is not there. */
export const ChangedField = z
  .object({ field: z.string(), before: FieldValue.optional(), after: FieldValue.optional() })
  .meta({ id: 'ChangedField' })

/**
 * One change of a history, as it is stored. Of a tracking's object it has the fields, of other people's objects how many
 * there were: nothing of what they hold, and no name.
 */
export const HistoryChange = z.object({
  change: z.enum(HISTORY_CHANGES),
  object: z.enum(HISTORY_OBJECTS),
  owner: z.enum(['tracking', 'shared', 'others']),
  trackingId: z.string().optional(),
  /** Of the tracking, as it was called then. */
  name: z.string().optional(),
  count: z.int().optional(),
  fields: z.array(ChangedField).optional(),
})
export type HistoryChange = z.infer<typeof HistoryChange>
