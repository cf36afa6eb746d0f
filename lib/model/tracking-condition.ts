import { z } from 'zod'

/** What of a page a condition of a tracking may look at, besides the data layer. */
export const CONDITION_VARIABLES = ['url', 'host', 'path'] as const

export const CONDITION_OPERATORS = ['equals', 'contains', 'startsWith', 'matches'] as const

/** A condition of a tracking, or an exception of it, as it is stored and shown. */
export const TrackingCondition = z
  .object({
    variable: z
      .union([
        z.enum(CONDITION_VARIABLES),
        z.object({
          dataLayer: z.string().meta({ description: 'The name of the value', examples: ['user.type'] }),
        }),
      ])
      .describe('`url`, `host`, `path`, or a value of the data layer, with dots for what is inside'),
    operator: z.enum(CONDITION_OPERATORS),
    value: z.string(),
    not: z.boolean().describe('Whether it holds where it otherwise would not'),
    ignoreCase: z.boolean(),
  })
  .meta({ id: 'TrackingCondition' })
export type TrackingCondition = z.infer<typeof TrackingCondition>
