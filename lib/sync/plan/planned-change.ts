import { z } from 'zod'
import { FieldValue } from '../../deployment/fields.ts'
import { oneOf } from '../../model/one-of.ts'

const ChangedFields = z.record(z.string(), FieldValue)

/** One change at Google, as people see it. */
export const PlannedChange = z
  .object({
    service: oneOf(['googleAds', 'tagManager']),
    kind: oneOf(['conversionAction', 'trigger', 'tag', 'variable', 'builtInVariable', 'folder']),
    action: oneOf(['create', 'update', 'delete']),
    trackingIds: z.array(z.uuid()).describe('The trackings that it is for'),
    name: z.string(),
    before: ChangedFields.nullable().describe(
      'The fields that change, as they are; `null` where it is created. A field that is not there yet is left out',
    ),
    after: ChangedFields.nullable().describe(
      'The same fields as they will be; `null` where it is deleted. A field that goes is left out',
    ),
    summary: z.string().describe('The change in a sentence'),
  })
  .meta({ id: 'PlannedChange' })
export type PlannedChange = z.infer<typeof PlannedChange>
