import { z } from 'zod'

/** The filter of a list that shows, instead of the live rows, the deleted ones that can be restored. */
export const onlyDeleted = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true')
  .describe('true: what was deleted and can be restored, instead of what is live')
