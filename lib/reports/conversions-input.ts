import { z } from 'zod'
import { Day } from '../input/calendar.ts'
import { Id } from '../input/id.ts'
import { PageQuery } from '../paging/page.ts'
import { dayRange, format, MAX_DAYS } from './report-input.ts'

/** By what conversions are summed up. */
export const CONVERSION_GROUPS = ['customer', 'tracking', 'day'] as const

/** Days until the last one; a day is one of the Ads account's time zone. */
const days = z.coerce.number().int().min(1).max(MAX_DAYS)

export const ConversionsQuery = PageQuery.extend({
  groupBy: z.enum(CONVERSION_GROUPS).default('customer'),
  days: days.exactOptional().describe('Days until the last; 30 if left out, and not together with `from`'),
  from: Day.exactOptional().describe('First day, instead of `days`'),
  until: Day.exactOptional().describe('Last day; yesterday in the organization’s time zone if left out'),
  customerId: Id.exactOptional(),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(100)
    .describe('Customers or trackings on a page; days are never paged'),
  format: format.describe('csv: all rows instead of a page, one for each currency'),
})
  .refine(...dayRange)
  .refine(({ days, from }) => days === undefined || from === undefined, {
    path: ['days'],
    message: 'must not be given together with from',
  })
export type ConversionsQuery = z.infer<typeof ConversionsQuery>

export const CustomerConversionsQuery = PageQuery.extend({
  days: days.default(90).describe('Days until yesterday, in the time zone of the Ads account'),
  format: format.describe('csv: all trackings instead of a page'),
})
export type CustomerConversionsQuery = z.infer<typeof CustomerConversionsQuery>
