import type { ConversionAction } from '../../google/google-ads.ts'
import { leftInAds } from '../plan/left-parts.ts'
import type { ActionsPlan } from '../plan/plan-action-changes.ts'
import { modeFor } from '../plan/plan-scope.ts'
import type { PlannedTracking } from '../plan/planned-tracking.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { Work } from './work.ts'

/** What a repair sets back in Google Ads, and what it leaves of what was there. */
export function repairInAds(
  trackings: readonly PlannedTracking[],
  observed: readonly ConversionAction[],
  { repaired }: ActionsPlan,
  work: Work,
): Pick<Checkpoint, 'repairInAds'> | undefined {
  if (work.repairs.length === 0) return undefined
  const own = trackings.filter(
    ({ deleted, trackingId }) => !deleted && modeFor(trackingId, work) === 'repair',
  )
  const left = own.flatMap((each) => leftInAds(each, observed))
  return { repairInAds: { repaired: [...repaired], left } }
}
