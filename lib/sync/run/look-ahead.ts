import { env } from '../../settings/env.ts'
import { digestOf } from '../plan/digest-of.ts'
import { planCost } from '../plan/plan-cost.ts'
import type { PlannedChange } from '../plan/planned-change.ts'
import type { RunPlanView } from '../plan/run-plan-view.ts'
import { adsAccounts } from './ads-accounts.ts'
import { type DraftDecision, decideDraft } from './decide-draft.ts'
import { describeRun } from './describe-run.ts'
import { type ForeseenActions, foreseeActions } from './foresee-actions.ts'
import type { GoogleClients } from './google-clients.ts'
import { callsToRead, readContainer, type SeenContainer } from './read-container.ts'
import { requireContainer } from './read-versions.ts'
import { isAllRejected, type RunState } from './run-state.ts'

/** What a run would do now, as people see it, and what it is held to if it applies the plan. */
export type Outlook = {
  plan: RunPlanView & { digest: string }
  /** What it may write in Google Ads, with what is rejected there. */
  actions: readonly PlannedChange[]
  liveVersionId: string | null
}

/**
 * Plans all steps of a run by the functions that the steps themselves plan with, and writes nothing.
 * @throws GoogleError, SyncBlockedError
 */
export async function lookAhead(state: RunState, { gtm, ads }: GoogleClients): Promise<Outlook> {
  const { work, checkpoint } = state
  const foreseen = await foreseeActions(state, adsAccounts(work.customer, ads))
  const { conversions, rejected, accepted: actions, found, calls } = foreseen
  const planning: RunState = { ...state, checkpoint: { ...checkpoint, conversions, rejected } }
  const seen = await readContainer(gtm, work)
  // One that is gone is described as one without a version.
  const isFresh = seen.situation === 'fresh'
  if (isFresh) await requireContainer(gtm, work.customer.containerPath)

  const decision = isAllRejected(planning) ? undefined : decideDraft(planning, seen)
  const plan = describeRun(planning, { actions, seen, decision, found, now: new Date() })
  const cost = planCost(
    { tagManager: callsToRead(seen), ads: calls.reads, container: isFresh ? 1 : 0 },
    {
      ...calls,
      container: containerWork(decision, seen),
      setsLatest: plan.buildsOn.setsLatest,
      publishes: work.publishes,
    },
    env().QUOTA_PER_100_S,
  )
  // What Google says of a rejection has an id in it that is another one each time.
  const waits = plan.waits.map(({ trackingId, code }) => [trackingId, code])
  const digest = digestOf([{ ...plan, waits }, basisOf(state, foreseen, seen)])
  const { liveVersionId } = plan.buildsOn
  return { plan: { digest, ...plan, cost }, actions: foreseen.attempted, liveVersionId }
}

function containerWork(
  decision: DraftDecision | undefined,
  { live }: SeenContainer,
): Parameters<typeof planCost>[1]['container'] {
  switch (decision?.kind) {
    case undefined:
      return 'none'
    case 'nothing':
      return live ? 'looked_at' : 'fresh'
    case 'write':
      return 'drafted'
    case 'waiting':
      return 'published_as_is'
    case 'made':
    case 'held_back':
      return 'looked_at'
    default:
      return decision satisfies never
  }
}

/** What a plan was made for and by: any change of it makes the plan another one. */
function basisOf(
  { work }: RunState,
  { observed, counting }: ForeseenActions,
  { live, latest }: SeenContainer,
) {
  const { tag, trigger, variable, builtInVariable } = live ?? {}
  return {
    wanted: [...work.items, ...work.settled].map(({ trackingId, version }) => [trackingId, version]),
    live: live && [live.containerVersionId, tag, trigger, variable, builtInVariable],
    latest: latest?.containerVersionId,
    actions: observed.toSorted((a, b) => (a.resourceName < b.resourceName ? -1 : 1)),
    counting,
  }
}
