import type { ConversionAction } from '../../google/google-ads.ts'
import { conversionName } from '../plan/google-names.ts'
import { findAction } from '../plan/plan-action-changes.ts'
import { modeFor } from '../plan/plan-scope.ts'
import type { PlannedTracking } from '../plan/planned-tracking.ts'
import { type AdsAccounts, accountOf } from './ads-accounts.ts'
import { isEnhanced } from './enhanced-findings.ts'
import type { Work } from './work.ts'

/** What is there in Google Ads of the trackings of a run. */
export type ObservedActions = {
  observed: readonly ConversionAction[]
  /** The account in which actions are made; only asked where one may have to be. */
  counting: string | undefined
}

/**
 * The actions live in the account that counts the conversions, which is often the manager's, and may become another
 * one. What is not found there by its resource name is looked up by the name that we gave it: an earlier try may have
 * made it.
 */
export async function observeActions(
  trackings: readonly PlannedTracking[],
  work: Work,
  accounts: AdsAccounts,
): Promise<ObservedActions> {
  const stored = trackings.flatMap((each) => each.conversionActionResourceName ?? [])
  const edited = work.items.some(({ action }) => action !== 'DELETE')
  let counting = edited ? await accounts.counting() : undefined
  const known = await accounts.find(stored, { enhanced: trackings.some(isEnhanced) })
  const isHere = ({ resourceName }: ConversionAction) => !counting || accountOf(resourceName) === counting
  const here = known.filter(isHere)
  const settled = new Set(work.settled.map(({ trackingId }) => trackingId))
  const isWanted = ({ trackingId, deleted, pending, conversionActionResourceName }: PlannedTracking) =>
    deleted ? conversionActionResourceName === null : pending || modeFor(trackingId, work) !== 'edit'
  const isFound = (each: PlannedTracking) => findAction(each, settled.has(each.trackingId) ? known : here)
  const lost = trackings.filter((each) => isWanted(each) && !isFound(each))
  if (lost.length === 0) return { observed: known, counting }
  counting ??= await accounts.counting()
  const moved = new Set(lost.map((each) => each.conversionActionResourceName))
  const byName = await accounts.findByName(counting, lost.map(conversionName))
  return { observed: [...known.filter(({ resourceName }) => !moved.has(resourceName)), ...byName], counting }
}
