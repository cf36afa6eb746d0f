import { urlPatternConditions } from '../matching/url-pattern.ts'
import type { TriggerCondition } from './condition.ts'
import type { TargetFields } from './tracking-type.ts'

type UrlFields = Pick<TargetFields, 'urlPattern' | 'urlRegex' | 'ignoreCase'>

/** The conditions on the page's address; none where any page will do. */
export function urlConditions({ urlPattern, urlRegex, ignoreCase }: UrlFields): TriggerCondition[] {
  const byRegex = { variable: 'pageUrl', type: 'matchRegex', ignoreCase } as const
  return [
    ...(urlPattern === null ? [] : urlPatternConditions(urlPattern, ignoreCase)),
    ...(urlRegex === null ? [] : [{ ...byRegex, value: urlRegex }]),
  ]
}
