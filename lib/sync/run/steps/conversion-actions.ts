import type { ConversionAction } from '../../../google/google-ads.ts'
import type { Conversion } from '../../plan/conversion.ts'
import { describeActionChanges, type WrittenAction } from '../../plan/describe-action-changes.ts'
import { conversionName } from '../../plan/google-names.ts'
import { type ActionChange, findAction, planActionChanges } from '../../plan/plan-action-changes.ts'
import type { PlannedTracking } from '../../plan/planned-tracking.ts'
import { type AdsAccounts, accountOf, adsAccounts } from '../ads-accounts.ts'
import { failureOf } from '../failure-of.ts'
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
  take: (state, { ads }) => ensureActions(state, adsAccounts(state.work.customer, ads)),
}

async function ensureActions(state: RunState, accounts: AdsAccounts): Promise<StepResult> {
  const { work } = state
  const trackings = plannedTrackings(state)
  if (trackings.length === 0) return { kept: { conversions: {} } }

  const { observed, counting } = await observe(trackings, work, accounts)
  const plan = planActionChanges(trackings, observed, work.mode)
  const { written, rejected } = await writeActions(trackings, plan.changes, counting, accounts, work)

  const made = plan.changes.flatMap(({ trackingId }) => written.get(trackingId) ?? [])
  const unlabelled = made.filter((name) => !observed.some((each) => isLabelled(each, name)))
  const labelled = [...(await accounts.find(unlabelled)), ...observed]
  const conversions: Record<string, Conversion> = {}
  for (const tracking of trackings) {
    const { trackingId, pending, deleted } = tracking
    const name = written.get(trackingId)
    const action = name ? labelled.find((each) => isLabelled(each, name)) : findAction(tracking, labelled)
    const conversion = labelOf(action)
    if (rejected[trackingId]) continue
    // Another one than the tag counts under may also be of an interrupted try.
    const isAnother =
      action !== undefined && action.resourceName !== tracking.applied?.conversion.resourceName
    const isDue = pending || name !== undefined || isAnother
    if (isDue && conversion) {
      conversions[trackingId] = { ...conversion, ...wasSecondary(tracking, observed) }
    } else if (isDue && !deleted) {
      const missing = labelMissing(work)
      if (pending) rejected[trackingId] = missing
    }
  }
  const statuses = new Map(
    trackings.map((each) => [each.trackingId, statusOf(each, labelled, plan.changes, written)]),
  )
  return {
    kept: { conversions },
    rejected,
    actionStatuses: statuses,
    actionFindings: plan.findings,
    overwritten: plan.overwritten,
    actionsChanged: describeActionChanges(
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

type Seen = {
  observed: readonly ConversionAction[]
  /** The account in which actions are made; only asked where one may have to be. */
  counting: string | undefined
}

/**
 * The actions live in the account that counts the conversions, which is often the manager's, and may become another
 * one. What is not found there by its resource name is looked up by the name that we gave it: an earlier try may have
 * made it.
 */
async function observe(
  trackings: readonly PlannedTracking[],
  work: Work,
  accounts: AdsAccounts,
): Promise<Seen> {
  const stored = trackings.flatMap((each) => each.conversionActionResourceName ?? [])
  const edited = work.items.some(({ action }) => action !== 'DELETE')
  let counting = edited ? await accounts.counting() : undefined
  const known = await accounts.find(stored)
  const isHere = ({ resourceName }: ConversionAction) => !counting || accountOf(resourceName) === counting
  const here = known.filter(isHere)
  const settled = new Set(work.settled.map(({ trackingId }) => trackingId))
  const isWanted = ({ deleted, pending, conversionActionResourceName }: PlannedTracking) =>
    deleted ? conversionActionResourceName === null : pending || work.mode !== 'edit'
  const isFound = (each: PlannedTracking) => findAction(each, settled.has(each.trackingId) ? known : here)
  const lost = trackings.filter((each) => isWanted(each) && !isFound(each))
  if (lost.length === 0) return { observed: known, counting }
  counting ??= await accounts.counting()
  const moved = new Set(lost.map((each) => each.conversionActionResourceName))
  const byName = await accounts.findByName(counting, lost.map(conversionName))
  return { observed: [...known.filter(({ resourceName }) => !moved.has(resourceName)), ...byName], counting }
}

function isLabelled({ resourceName, conversionLabel }: ConversionAction, name: string): boolean {
  return resourceName === name && conversionLabel !== undefined
}

function labelOf(action: ConversionAction | undefined): Conversion | undefined {
  if (!action?.conversionId || !action.conversionLabel) return undefined
  const { resourceName, conversionId, conversionLabel } = action
  return { resourceName, conversionId, label: conversionLabel }
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
