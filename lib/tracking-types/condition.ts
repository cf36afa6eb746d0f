import type { UrlCondition } from '../matching/url-condition.ts'

/** What a condition of ours looks at: a built-in variable of Tag Manager, or one that we bring along. */
export type ConditionVariable = 'clickElement' | 'formElement' | 'pageUrl' | 'urlFragment' | '_event'

/** One condition of a trigger, in our own terms; {@link UrlCondition} is one of them. */
export type TriggerCondition = {
  variable: ConditionVariable
  type: UrlCondition['type'] | 'cssSelector'
  value: string
  ignoreCase: boolean
}
