import { z } from 'zod'
import { Moment } from '../input/calendar.ts'
import { Id } from '../input/id.ts'
import { oneLine } from '../input/one-line.ts'
import { FINDING_CODES } from '../model/finding-code.ts'
import { FINDING_SEVERITIES } from '../model/finding-severity.ts'
import { FINDING_STATUSES } from '../model/finding-status.ts'
import { ORDERS } from '../paging/list-page.ts'

export const FindingFilter = z.strictObject({
  customerId: Id.exactOptional(),
  trackingId: Id.exactOptional(),
  code: z.enum(FINDING_CODES).exactOptional(),
  severity: z.enum(FINDING_SEVERITIES).exactOptional(),
  status: z.enum([...FINDING_STATUSES, 'all']).default('open'),
  order: z.enum(ORDERS).default('desc'),
})
export type FindingFilter = z.infer<typeof FindingFilter>

export const DismissFinding = z
  .strictObject({
    reason: oneLine(500).meta({ examples: ['The shop is closed until spring'] }),
    until: Moment.exactOptional().describe(
      'When it comes back, within the hour after, if it is still so; without it, when its data change',
    ),
  })
  .meta({ id: 'DismissFinding' })
export type DismissFinding = z.infer<typeof DismissFinding>
