import { actionFields, updatedFields } from '../../deployment/action-fields.ts'
import type { Fields, FieldValue } from '../../deployment/fields.ts'
import type { ConversionAction } from '../../google/google-ads.ts'
import { conversionName } from './google-names.ts'
import { listOfFields } from './list-of-fields.ts'
import { type ActionChange, wantedAction } from './plan-action-changes.ts'
import type { PlannedChange } from './planned-change.ts'
import type { PlannedTracking } from './planned-tracking.ts'

/** The changes in Google Ads as people see them: what is sent, next to what is there. */
export function describeActionChanges(
  changes: readonly ActionChange[],
  trackings: readonly PlannedTracking[],
  observed: readonly ConversionAction[],
): PlannedChange[] {
  return changes.flatMap(({ trackingId, operation }): PlannedChange[] => {
    const tracking = trackings.find((each) => each.trackingId === trackingId)
    if (!tracking) return []
    const of = {
      service: 'googleAds' as const,
      kind: 'conversionAction' as const,
      trackingIds: [trackingId],
    }
    if ('create' in operation) {
      const name = conversionName(tracking)
      const summary = `Creates the conversion action “${name}” in Google Ads. Its label is known once that is done.`
      return [{ ...of, action: 'create', name, before: null, after: wantedAction(tracking), summary }]
    }
    if ('remove' in operation) return []
    const action = observed.find(({ resourceName }) => resourceName === operation.update.resourceName)
    if (!action) return []
    const there = actionFields(action, true)
    const sent = [...updatedFields(operation.update, operation.updateMask)]
    // A value that is set to what Google takes without one changes nothing.
    const changed = sent.filter(([field, value]) => there[field] !== value)
    if (changed.length === 0) return []
    const before = present(changed.map(([field]) => [field, there[field]]))
    const after = present(changed)
    const summary = tracking.deleted
      ? `Hides the conversion action “${action.name}” in Google Ads and takes it out of the goals.`
      : `Changes ${listOfFields(before, after)} of the conversion action “${action.name}” in Google Ads.`
    return [{ ...of, action: 'update', name: action.name, before, after, summary }]
  })
}

function present(fields: readonly (readonly [string, FieldValue | undefined])[]): Fields {
  return Object.fromEntries(
    fields.flatMap(([field, value]) => (value === undefined ? [] : [[field, value] as const])),
  )
}
