import { differingFields } from '../../deployment/fields.ts'
import type { HistoryChange } from '../../deployment/history-change.ts'
import { wantedAction } from './plan-action-changes.ts'
import type { PlannedTracking } from './planned-tracking.ts'

/** What became of a tracking's conversion action: `found` was made or changed by an earlier try of the run. */
export type WrittenAction = { tracking: PlannedTracking; how: 'created' | 'updated' | 'found' }

/** What a run has changed in Google Ads, field by field against what it had written there before. */
export function describeWrittenActions(actions: readonly WrittenAction[]): HistoryChange[] {
  return actions.flatMap(({ tracking, how }): HistoryChange[] => {
    const { trackingId, name, applied } = tracking
    const about = { object: 'conversionAction', owner: 'tracking', trackingId, name } as const
    const before = applied?.action
    if (!before || Object.keys(before).length === 0) return [{ ...about, change: 'added' }]
    if (how === 'created') return [{ ...about, change: 'added_back' }]
    const after = wantedAction(tracking)
    const fields = differingFields(before, after)
    // What it had written stands no more: other people had changed it.
    if (fields.length === 0) return how === 'updated' ? [{ ...about, change: 'reset' }] : []
    if (before['status'] !== after['status']) {
      return [{ ...about, change: after['status'] === 'HIDDEN' ? 'hidden' : 'shown' }]
    }
    return [{ ...about, change: 'changed', fields }]
  })
}
