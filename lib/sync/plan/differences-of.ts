import { actionFields } from '../../deployment/action-fields.ts'
import { comparedTagFields } from '../../deployment/compared-tag-fields.ts'
import type { ContainerContents } from '../../deployment/container-contents.ts'
import type { FieldChange, Fields } from '../../deployment/fields.ts'
import { identify } from '../../deployment/identify.ts'
import { mergeFields } from '../../deployment/merge-fields.ts'
import { triggerFields } from '../../deployment/trigger-fields.ts'
import type { ConversionAction } from '../../google/google-ads.ts'
import { wantedAction } from './plan-action-changes.ts'
import {
  ANY_TRIGGERS,
  type ConversionLabel,
  knownOf,
  type PlannedTracking,
  wantedTag,
  wantedTriggers,
} from './planned-tracking.ts'

/** What of an object at Google is not as its tracking wants it: `before` is wanted, `after` is there. */
export type Difference = FieldChange & { object: string }

type Observed = { contents: ContainerContents; action: ConversionAction | undefined }

/** How a tracking's objects at Google differ from what it wants, but for what people arrange and what is missing. */
export function differencesOf(
  tracking: PlannedTracking,
  conversion: ConversionLabel,
  { contents, action }: Observed,
): Difference[] {
  const { tag, triggers } = identify(contents, knownOf(tracking, conversion))
  const compare = (object: string, wanted: Fields, observed: Fields): Difference[] =>
    mergeFields({ wanted, applied: wanted, observed, mode: 'edit' }).drifted.map((change) => ({
      ...change,
      object,
    }))
  const inAds = action && actionFields(action, tracking.conversionValue !== null)
  const inTag = wantedTag(tracking, conversion, ANY_TRIGGERS)
  return [
    ...(tag ? compare('tag', inTag, comparedTagFields(tag, contents, inTag)) : []),
    ...[...wantedTriggers(tracking)].flatMap(([role, wanted]) => {
      const trigger = triggers.get(role)
      return trigger ? compare(`trigger:${role}`, wanted, triggerFields(trigger)) : []
    }),
    // Whether it is enabled is judged by itself.
    ...(inAds ? compare('action', wantedAction(tracking), inAds) : []).filter(
      ({ field }) => field !== 'status',
    ),
  ]
}
