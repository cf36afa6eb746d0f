import { findAction } from '../plan/plan-action-changes.ts'
import type { AdsAccounts } from './ads-accounts.ts'
import { labelsOf } from './plan-run.ts'
import { plannedTrackings, type RunState } from './run-state.ts'

/** The status of each tracking's conversion action as Google Ads has it now; `undefined` where it has none. */
export async function readActionStatuses(
  state: RunState,
  accounts: AdsAccounts,
): Promise<ReadonlyMap<string, string | undefined>> {
  const labels = labelsOf(state)
  const observed = await accounts.find([...labels.values()].map(({ resourceName }) => resourceName))
  return new Map(
    plannedTrackings(state).map((tracking) => {
      const stored = labels.get(tracking.trackingId)?.resourceName
      const action =
        observed.find(({ resourceName }) => resourceName === stored) ?? findAction(tracking, observed)
      return [tracking.trackingId, action?.status] as const
    }),
  )
}
