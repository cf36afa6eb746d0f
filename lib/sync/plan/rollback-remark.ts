import { z } from 'zod'

/**
 * Why something is not as it was before the version that is rolled back.
 * - `in_use`: we added it, and other people's objects need it by now
 * - `changed_since`: we changed a field, and other people have changed it again
 * - `name_taken`: we deleted it, and something else has its name by now
 * - `removed_with_changes`: we added it, and what other people have changed of it goes with it
 */
export const RollbackRemark = z.object({
  kind: z.enum(['tag', 'trigger', 'variable']),
  name: z.string(),
  why: z.enum(['in_use', 'changed_since', 'name_taken', 'removed_with_changes']),
})
export type RollbackRemark = z.infer<typeof RollbackRemark>
