import { z } from 'zod'
import { Moment } from '../input/calendar.ts'
import { IdOrName } from '../input/id.ts'
import { AUDIT_ACTIONS } from '../model/audit-action.ts'
import { AUDIT_TARGET_TYPES } from '../model/audit-target-type.ts'

/** Who, what, to what and when; what is left out does not matter. */
export const AuditFilter = z.strictObject({
  actorId: IdOrName.exactOptional().describe('A member, run or Google login'),
  action: z.enum(AUDIT_ACTIONS).exactOptional().describe('What was done'),
  targetType: z.enum(AUDIT_TARGET_TYPES).exactOptional().describe('To what kind of thing'),
  targetId: IdOrName.exactOptional().describe('To which one'),
  from: Moment.exactOptional().describe('Not before this time'),
  until: Moment.exactOptional().describe('Before this time'),
})
export type AuditFilter = z.infer<typeof AuditFilter>

/** The forms of an export. */
export const EXPORT_FORMATS = ['jsonl', 'csv'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]
