import type { ConversionAction } from '../../google/google-ads.ts'
import type { Conversion } from './conversion.ts'
import { findAction } from './plan-action-changes.ts'
import type { PlannedTracking } from './planned-tracking.ts'

type WrittenActions = {
  /** As they were before anything was written. */
  observed: readonly ConversionAction[]
  /** As they are after it, where they have a label. */
  labelled: readonly ConversionAction[]
  /** The resource name of each action that was written, by tracking. */
  written: ReadonlyMap<string, string>
}

/**
 * Under which label each tracking counts from now on, where that was to be found out. Pure.
 * @returns `unlabelled`: the trackings whose action has no label yet
 */
export function conversionsOf(
  trackings: readonly PlannedTracking[],
  { observed, labelled, written }: WrittenActions,
): { conversions: Record<string, Conversion>; unlabelled: PlannedTracking[] } {
  const conversions: Record<string, Conversion> = {}
  const unlabelled: PlannedTracking[] = []
  for (const tracking of trackings) {
    const { trackingId, pending, deleted } = tracking
    const name = written.get(trackingId)
    const action = name ? labelled.find((each) => isLabelled(each, name)) : findAction(tracking, labelled)
    const conversion = labelOf(action)
    // Another one than the tag counts under may also be of an interrupted try.
    const isAnother =
      action !== undefined && action.resourceName !== tracking.applied?.conversion.resourceName
    if (!pending && name === undefined && !isAnother) continue
    if (conversion) conversions[trackingId] = { ...conversion, ...wasSecondary(tracking, observed) }
    else if (!deleted) unlabelled.push(tracking)
  }
  return { conversions, unlabelled }
}

/** Whether an action is the one of this name, and has its label already. */
export function isLabelled({ resourceName, conversionLabel }: ConversionAction, name: string): boolean {
  return resourceName === name && conversionLabel !== undefined
}

function labelOf(action: ConversionAction | undefined): Conversion | undefined {
  if (!action?.conversionId || !action.conversionLabel) return undefined
  const { resourceName, conversionId, conversionLabel } = action
  return { resourceName, conversionId, label: conversionLabel, ...windowsOf(action) }
}

function windowsOf({
  clickThroughLookbackWindowDays: click,
  viewThroughLookbackWindowDays: view,
}: ConversionAction): Pick<Conversion, 'windows'> {
  return click === undefined || view === undefined ? {} : { windows: { click, view } }
}

/** One that is hidden already may have been taken out of the goals by an earlier try of this run. */
function wasSecondary(
  tracking: PlannedTracking,
  observed: readonly ConversionAction[],
): Pick<Conversion, 'wasSecondary'> {
  const action = findAction(tracking, observed)
  const isSecondary = action?.status === 'ENABLED' && !action.primaryForGoal
  return tracking.deleted && isSecondary ? { wasSecondary: true } : {}
}
