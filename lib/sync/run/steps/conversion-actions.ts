import type { ConversionAction } from '../../../google/google-ads.ts'
import type { Conversion } from '../../plan/conversion.ts'
import { conversionsOf, isLabelled } from '../../plan/conversions-of.ts'
import { describeActionChanges } from '../../plan/describe-action-changes.ts'
import { describeWrittenActions, type WrittenAction } from '../../plan/describe-written-actions.ts'
import { type ActionChange, findAction, planActionChanges } from '../../plan/plan-action-changes.ts'
import type { PlannedTracking } from '../../plan/planned-tracking.ts'
import { type AdsAccounts, adsAccounts } from '../ads-accounts.ts'
import { enhancedFindings, isEnhanced } from '../enhanced-findings.ts'
import { failureOf } from '../failure-of.ts'
import { observeActions } from '../observe-actions.ts'
import { recordPlannedActions } from '../record-planned-actions.ts'
import { repairInAds } from '../repair-in-ads.ts'
import type { RunSession } from '../run-session.ts'
import { plannedTrackings, type RunState } from '../run-state.ts'
import { SyncBlockedError } from '../sync-blocked-error.ts'
import { isLastTry } from '../verdict-on.ts'
import type { Work } from '../work.ts'
import { writeActions } from '../write-actions.ts'
import type { Step, StepResult } from './step.ts'

/**
 * Brings the conversion actions to what the trackings want and reads their labels back, because a mutate does not
 * return them. One call where nothing is to be done, five at most, however many trackings, and one more for each
 * tracking that Google rejects.
 */
export const conversionActions: Step = {
  name: 'conversion_actions',
  isDone: ({ checkpoint }) => checkpoint.conversions !== undefined,
  take: (state, { ads }, session) => ensureActions(state, adsAccounts(state.work.customer, ads), session),
}

async function ensureActions(
  state: RunState,
  accounts: AdsAccounts,
  session: RunSession,
): Promise<StepResult> {
  const { work } = state
  const trackings = plannedTrackings(state)
  if (trackings.length === 0) return { kept: { conversions: {} } }

  const { observed, counting } = await observeActions(trackings, work, accounts)
  const plan = planActionChanges(trackings, observed, work)
  await recordPlannedActions(session, state, describeActionChanges(plan.changes, trackings, observed))
  const { written, rejected } = await writeActions(trackings, plan.changes, counting, accounts, work)

  const made = plan.changes.flatMap(({ trackingId }) => written.get(trackingId) ?? [])
  const unread = made.filter((name) => !observed.some((each) => isLabelled(each, name)))
  const enhanced = trackings.some(isEnhanced)
  const labelled = [...(await accounts.find(unread, { enhanced })), ...observed]
  const accepted = trackings.filter(({ trackingId }) => !rejected[trackingId])
  const { conversions, unlabelled } = conversionsOf(accepted, { observed, labelled, written })
  for (const { trackingId, pending } of unlabelled) {
    const missing = labelMissing(work)
    if (pending) rejected[trackingId] = missing
  }
  const statuses = new Map(
    trackings.map((each) => [each.trackingId, statusOf(each, labelled, plan.changes, written)]),
  )
  return {
    kept: { conversions, ...repairInAds(trackings, observed, plan, work) },
    rejected,
    actionStatuses: statuses,
    actionFindings: [...plan.findings, ...enhancedFindings(trackings, labelled, counting)],
    overwritten: plan.overwritten,
    actionsChanged: describeWrittenActions(
      trackings.flatMap((tracking) =>
        writtenAction(tracking, { work, conversions, written, changes: plan.changes }),
      ),
    ),
  }
}

type Done = {
  work: Work
  conversions: Readonly<Record<string, Conversion>>
  written: ReadonlyMap<string, string>
  changes: readonly ActionChange[]
}

/** What an earlier try of this run has written is found by this one, which has nothing to write. */
function writtenAction(
  tracking: PlannedTracking,
  { work, conversions, written, changes }: Done,
): WrittenAction[] {
  const { trackingId } = tracking
  if (!written.has(trackingId)) {
    const isFound = work.attempts > 1 && conversions[trackingId] !== undefined
    return isFound ? [{ tracking, how: 'found' }] : []
  }
  const isCreated = changes.some((each) => each.trackingId === trackingId && 'create' in each.operation)
  return [{ tracking, how: isCreated ? 'created' : 'updated' }]
}

/** As it is after what was written; `undefined` where there is none. */
function statusOf(
  tracking: PlannedTracking,
  actions: readonly ConversionAction[],
  changes: readonly ActionChange[],
  written: ReadonlyMap<string, string>,
): string | undefined {
  const { trackingId } = tracking
  const change = written.has(trackingId) ? changes.find((each) => each.trackingId === trackingId) : undefined
  if (change && 'create' in change.operation) return change.operation.create.status
  const set = change && 'update' in change.operation ? change.operation.update.status : undefined
  return set ?? findAction(tracking, actions)?.status
}

/** Google Ads may take a while to make a label: the run waits for it as often as for anything else. */
function labelMissing({ attempts }: Work) {
  const missing = new SyncBlockedError('label_missing')
  if (!isLastTry(attempts)) throw missing
  return failureOf(missing)
}
