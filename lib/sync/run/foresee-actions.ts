import type { FoundIssue } from '../../findings/found-issue.ts'
import type { ConversionAction } from '../../google/google-ads.ts'
import type { Conversion } from '../plan/conversion.ts'
import { conversionsOf } from '../plan/conversions-of.ts'
import { describeActionChanges } from '../plan/describe-action-changes.ts'
import { conversionName } from '../plan/google-names.ts'
import { type ActionChange, planActionChanges } from '../plan/plan-action-changes.ts'
import type { PlannedChange } from '../plan/planned-change.ts'
import type { PlannedTracking } from '../plan/planned-tracking.ts'
import { unknownLabel } from '../plan/unknown-label.ts'
import type { Rejections } from '../queue/failure.ts'
import { type AdsAccounts, accountOf } from './ads-accounts.ts'
import { enhancedFindings } from './enhanced-findings.ts'
import { failureOf } from './failure-of.ts'
import { type ObservedActions, observeActions } from './observe-actions.ts'
import { plannedTrackings, type RunState } from './run-state.ts'
import { SyncBlockedError } from './sync-blocked-error.ts'
import { writeActions } from './write-actions.ts'

/** What the first step of a run would do in Google Ads, and leave to the others. */
export type ForeseenActions = ObservedActions & {
  /** What would be written. */
  accepted: readonly PlannedChange[]
  /** The same, with what Google Ads rejects. */
  attempted: readonly PlannedChange[]
  found: readonly FoundIssue[]
  conversions: Record<string, Conversion>
  rejected: Rejections
  /** How many calls it takes to read what is there, to write, and to read new labels. */
  calls: { reads: number; mutates: number; labels: number }
}

/**
 * Plans as the step does, and asks Google Ads what it would reject; nothing is written. A label that Google is still to
 * give is {@link unknownLabel}.
 */
export async function foreseeActions(state: RunState, accounts: AdsAccounts): Promise<ForeseenActions> {
  const { work } = state
  const trackings = plannedTrackings(state)
  const seen = trackings.length === 0 ? NO_ACTIONS : await observeActions(trackings, work, accounts)
  const { observed, counting } = seen
  const reads = accounts.calls()
  const plan = planActionChanges(trackings, observed, work)
  const validated = await writeActions(trackings, plan.changes, counting, accounts, work, {
    validateOnly: true,
  })
  const isAccepted = ({ trackingId }: { trackingId: string }) => !validated.rejected[trackingId]
  const changes = plan.changes.filter(isAccepted)
  const { labelled, written } = afterwards(changes, trackings, seen)
  const { conversions, unlabelled } = conversionsOf(trackings.filter(isAccepted), {
    observed,
    labelled: [...labelled, ...observed],
    written,
  })
  const missing = failureOf(new SyncBlockedError('label_missing'))
  const waiting = unlabelled
    .filter(({ pending }) => pending)
    .map((each) => [each.trackingId, missing] as const)
  return {
    ...seen,
    accepted: describeActionChanges(changes, trackings, observed),
    attempted: describeActionChanges(plan.changes, trackings, observed),
    found: [...plan.findings, ...plan.overwritten, ...enhancedFindings(trackings, observed, counting)],
    conversions,
    rejected: { ...validated.rejected, ...Object.fromEntries(waiting) },
    calls: {
      reads,
      mutates: accounts.calls() - reads,
      labels: accountsOfNewLabels(changes, seen).size,
    },
  }
}

const NO_ACTIONS: ObservedActions = { observed: [], counting: undefined }

/** The actions as they will be once the changes are made, and the name of each by tracking. */
function afterwards(
  changes: readonly ActionChange[],
  trackings: readonly PlannedTracking[],
  { observed, counting }: ObservedActions,
): { labelled: ConversionAction[]; written: Map<string, string> } {
  // All actions of an account have one conversion id.
  const known = observed.find(({ resourceName }) => accountOf(resourceName) === counting)?.conversionId
  const written = new Map<string, string>()
  const labelled = changes.flatMap(({ trackingId, operation }): ConversionAction[] => {
    const unknown = unknownLabel(trackingId)
    const label = { conversionId: known ?? unknown.conversionId, conversionLabel: unknown.label }
    if ('update' in operation) {
      const { resourceName } = operation.update
      written.set(trackingId, resourceName)
      const action = observed.find((each) => each.resourceName === resourceName)
      return action && !action.conversionLabel ? [{ ...action, ...label }] : []
    }
    const { resourceName } = unknown
    written.set(trackingId, resourceName)
    const tracking = trackings.find((each) => each.trackingId === trackingId)
    const name = tracking ? conversionName(tracking) : ''
    return [{ resourceName, id: '', name, status: 'ENABLED', category: '', primaryForGoal: true, ...label }]
  })
  return { labelled, written }
}

/** Where labels are read that are not known yet: one question each. */
function accountsOfNewLabels(
  changes: readonly ActionChange[],
  { observed, counting }: ObservedActions,
): Set<string | undefined> {
  const labelled = new Set(
    observed.filter(({ conversionLabel }) => conversionLabel).map(({ resourceName }) => resourceName),
  )
  return new Set(
    changes.flatMap(({ operation }) => {
      if (!('update' in operation)) return [counting]
      const { resourceName } = operation.update
      return labelled.has(resourceName) ? [] : [accountOf(resourceName)]
    }),
  )
}
