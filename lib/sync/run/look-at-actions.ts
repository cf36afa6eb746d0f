import { findAction, planActionChanges } from '../plan/plan-action-changes.ts'
import type { AdsAccounts } from './ads-accounts.ts'
import { enhancedFindings, isEnhanced } from './enhanced-findings.ts'
import { labelsOf } from './plan-run.ts'
import { type Observations, plannedTrackings, type RunState } from './run-state.ts'

/**
 * Each tracking's conversion action as Google Ads has it now: its status, `undefined` where it has none, and what other
 * people have changed of it since it was written. One question for each account.
 */
export async function lookAtActions(
  state: RunState,
  accounts: AdsAccounts,
): Promise<Pick<Observations, 'actionStatuses' | 'actionFindings'>> {
  const labels = labelsOf(state)
  const planned = plannedTrackings(state)
  const observed = await accounts.find(
    [...labels.values()].map(({ resourceName }) => resourceName),
    { enhanced: planned.some(isEnhanced) },
  )
  // By the resource name that its tag counts under: what was removed and made again is another one.
  const trackings = planned.map((tracking) => ({
    ...tracking,
    conversionActionResourceName: labels.get(tracking.trackingId)?.resourceName ?? null,
  }))
  const there = trackings.filter((each) => findAction(each, observed))
  return {
    actionStatuses: new Map(
      trackings.map((tracking) => {
        const stored = tracking.conversionActionResourceName
        const action = observed.find(({ resourceName }) => resourceName === stored)
        return [tracking.trackingId, (action ?? findAction(tracking, observed))?.status] as const
      }),
    ),
    // What is missing, and whether it is enabled, is judged.
    actionFindings: [
      ...planActionChanges(there, observed, state.work).findings,
      ...enhancedFindings(trackings, observed),
    ],
  }
}
