import { z } from 'zod'
import { MET } from '../matching/met.ts'
import { oneOf } from '../model/one-of.ts'
import { TRACKING_TYPE_NAMES } from '../model/tracking-type.ts'

/** So many are listed; the others are only counted. */
export const MAX_MATCHES = 100

const Met = z.enum(MET)

const Reason = z
  .object({
    variable: z
      .string()
      .describe('What is looked at, as Tag Manager calls it; `trigger`: what has to happen at all'),
    type: z
      .string()
      .describe('How: `equals`, `contains`, `startsWith`, `matchRegex`, `cssSelector`, `greaterOrEquals`'),
    value: z.string(),
    ignoreCase: z.boolean(),
    not: z.boolean().describe('Whether it holds where it otherwise would not'),
    exception: z.boolean().describe('Whether nothing fires where it is met'),
    met: Met,
  })
  .meta({ id: 'MatchReason' })

const Match = z
  .object({
    trackingId: z.uuid(),
    name: z.string(),
    type: oneOf(TRACKING_TYPE_NAMES),
    fires: Met.describe('`unknown` where what is given of the visit does not decide'),
    because: z.array(Reason).describe('The conditions, each with whether it is met'),
  })
  .meta({ id: 'Match' })
export type Match = z.infer<typeof Match>

export const MatchesView = z
  .object({
    data: z
      .array(Match)
      .describe(`At most ${MAX_MATCHES}: first those that fire, then unknown ones, then those that do not`),
    counts: z
      .object({ yes: z.int(), no: z.int(), unknown: z.int() })
      .describe('Of all trackings of the customer'),
  })
  .meta({ id: 'Matches' })
export type MatchesView = z.infer<typeof MatchesView>
