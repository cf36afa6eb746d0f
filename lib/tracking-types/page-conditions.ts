import type { TrackingCondition } from '../model/tracking-condition.ts'
import type { TriggerCondition } from './condition.ts'
import type { TargetFields } from './tracking-type.ts'
import { urlConditions } from './url-conditions.ts'

/** The conditions that trackings of every type may have: on the page's address, and those that callers list. */
export function pageConditions(
  fields: Pick<TargetFields, 'urlPattern' | 'urlRegex' | 'ignoreCase' | 'conditions'>,
): TriggerCondition[] {
  return [...urlConditions(fields), ...fields.conditions.map(triggerCondition)]
}

/** A listed condition in the terms of Tag Manager. */
export function triggerCondition({
  variable,
  operator,
  value,
  not,
  ignoreCase,
}: TrackingCondition): TriggerCondition {
  return {
    variable: typeof variable === 'string' ? VARIABLES[variable] : `dataLayer:${variable.dataLayer}`,
    type: operator === 'matches' ? 'matchRegex' : operator,
    value,
    ignoreCase,
    ...(not && { not }),
  }
}

const VARIABLES = { url: 'pageUrl', host: 'pageHostname', path: 'pagePath' } as const

/** The listed condition that one of a trigger stands for; `undefined` where callers cannot list it. */
export function listedCondition({
  variable,
  type,
  value,
  ignoreCase,
  not = false,
}: TriggerCondition): TrackingCondition | undefined {
  const [listed] = LISTED.filter((each) => VARIABLES[each] === variable)
  const key = variable.startsWith('dataLayer:') ? variable.slice('dataLayer:'.length) : undefined
  const read = key === undefined ? listed : { dataLayer: key }
  if (read === undefined || type === 'cssSelector') return undefined
  return { variable: read, operator: type === 'matchRegex' ? 'matches' : type, value, not, ignoreCase }
}

const LISTED = ['url', 'host', 'path'] as const
