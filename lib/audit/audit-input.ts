import { z } from 'zod'
import { Moment } from '../input/calendar.ts'

/** Who, what, to what and when; what is left out does not matter. */
export const AuditFilter = z.strictObject({
  actorId: z.string().min(1).max(255).exactOptional().describe('A member, run or Google login'),
  action: z
    .string()
    .max(64)
    .regex(/^[a-zA-Z]+\.[a-z_]+$/, 'must be an action such as customer.update')
    .exactOptional(),
  targetType: z
    .string()
    .max(32)
    .regex(/^[a-zA-Z]+$/, 'must be a type such as customer')
    .exactOptional(),
  targetId: z.string().min(1).max(255).exactOptional(),
  from: Moment.exactOptional().describe('Not before this time'),
  until: Moment.exactOptional().describe('Before this time'),
})
export type AuditFilter = z.infer<typeof AuditFilter>

/** The forms of an export. */
export const EXPORT_FORMATS = ['jsonl', 'csv'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]
