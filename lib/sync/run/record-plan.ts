import type { DraftDecision } from './decide-draft.ts'
import { describeRun } from './describe-run.ts'
import type { SeenContainer } from './read-container.ts'
import type { RunSession } from './run-session.ts'
import type { RunState } from './run-state.ts'
import { savePlan } from './save-plan.ts'

/**
 * Keeps what a run is about to change at Google, so that it can be looked at while it awaits publishing, and later. One
 * that applies a plan has it already.
 */
export async function recordPlan(
  session: RunSession,
  state: RunState,
  { seen, decision }: { seen: SeenContainer; decision: DraftDecision },
): Promise<void> {
  const { work, checkpoint } = state
  if (work.request.planDigest !== undefined) return
  const plan = describeRun(state, {
    actions: (checkpoint.planned?.actions ?? []).filter(({ trackingIds }) =>
      trackingIds.every((trackingId) => !checkpoint.rejected[trackingId]),
    ),
    seen,
    decision,
    found: state.actionFindings ?? [],
    now: new Date(),
  })
  if (plan.changes.length === 0) return
  await session.write((db) => savePlan(db, session.claim, { digest: null, ...plan, cost: null }))
}
