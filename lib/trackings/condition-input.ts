import { z } from 'zod'
import { dataLayerName } from '../input/data-layer-name.ts'
import { BRACES, withoutBraces } from '../input/tag-manager-name.ts'
import { regexIssue } from '../matching/regex-issue.ts'
import { urlRegexIssue } from '../matching/url-regex.ts'
import {
  CONDITION_OPERATORS,
  CONDITION_VARIABLES,
  type TrackingCondition,
} from '../model/tracking-condition.ts'

const MOST = 10

/** Each is proven to be harmless, which takes up to seconds. */
const MOST_EXPRESSIONS = 3

const value = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text), 'must be one line without control characters')
  .refine(withoutBraces, BRACES)
  .meta({ description: 'What it is compared with', examples: ['staging.'] })

const Condition = z
  .strictObject({
    variable: z.union([z.enum(CONDITION_VARIABLES), z.strictObject({ dataLayer: dataLayerName })]).meta({
      description:
        '`url`: the address of the page without its fragment; `host` and `path`: parts of it; or a value of the data ' +
        'layer at that moment, as text: one that is not there is `undefined`',
    }),
    operator: z.enum(CONDITION_OPERATORS).meta({
      description:
        '`matches`: a regular expression that is found somewhere in it, with the rules of `urlRegex`',
    }),
    value,
    not: z.boolean().default(false).meta({ description: 'Whether it holds where it otherwise would not' }),
    ignoreCase: z.boolean().default(false).meta({ description: 'Whether capitals make no difference' }),
  })
  .meta({ id: 'TrackingConditionInput' })

function listOf(description: string) {
  return z
    .array(Condition)
    .max(MOST, { abort: true })
    .superRefine(async (conditions, context) => {
      for (const { index, message } of await expressionIssues(conditions)) {
        context.addIssue({ code: 'custom', path: index === undefined ? [] : [index, 'value'], message })
      }
    })
    .meta({ description })
}

async function expressionIssues(
  conditions: readonly TrackingCondition[],
): Promise<{ index: number | undefined; message: string }[]> {
  const expressions = conditions.flatMap(({ operator, variable, value }, index) =>
    operator === 'matches' ? [{ index, variable, value }] : [],
  )
  if (expressions.length > MOST_EXPRESSIONS) {
    return [{ index: undefined, message: `must have at most ${MOST_EXPRESSIONS} that match an expression` }]
  }
  const judged = await Promise.all(
    expressions.map(async ({ index, variable, value }) => {
      const message = await (typeof variable === 'string' ? urlRegexIssue(value) : regexIssue(value))
      return message === undefined ? [] : [{ index, message }]
    }),
  )
  return judged.flat()
}

/** What has to hold besides, and what keeps a tracking from counting: lists of the same form. */
export const CONDITION_INPUT = {
  conditions: listOf('What has to hold besides, all of it: at most 10, of which 3 by an expression'),
  exceptions: listOf(
    'What keeps it from counting, each by itself, such as internal visitors and staging: at most 10, of which 3 by an ' +
      'expression. Each is a trigger that blocks the tag',
  ),
}
