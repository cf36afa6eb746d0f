import { z } from 'zod'
import { Id } from '../input/id.ts'
import { REPAIRABLE_CODES } from '../model/finding-code.ts'
import { oneOf } from '../model/one-of.ts'
import { REPAIR_SKIPS } from '../model/repair-skip.ts'
import { MAX_REPAIRS } from '../sync/queue/request-repairs.ts'

export const RepairCustomers = z
  .strictObject({
    code: z
      .enum(REPAIRABLE_CODES)
      .describe('The kind of finding: all trackings of which one is open are repaired'),
    customerIds: z.array(Id).min(1).max(MAX_REPAIRS).exactOptional().describe('Only of these customers'),
  })
  .meta({ id: 'RepairCustomers' })
export type RepairCustomers = z.infer<typeof RepairCustomers>

export const StartedRepairs = z
  .object({
    runs: z
      .array(
        z.object({
          syncRunId: z.uuid(),
          customerId: z.uuid(),
          trackingIds: z.array(z.uuid()).describe('The trackings that the run repairs'),
        }),
      )
      .describe('One for each customer'),
    skipped: z
      .array(
        z.object({
          customerId: z.uuid(),
          why: oneOf(REPAIR_SKIPS),
          reason: z.string().describe('The same in words, and what to do about it'),
        }),
      )
      .describe('Customers for which no run was made'),
    more: z.int().describe(`Customers that are left: one call repairs at most ${MAX_REPAIRS}`),
  })
  .meta({ id: 'StartedRepairs' })
export type StartedRepairs = z.infer<typeof StartedRepairs>
