import { digestOf } from '../plan/digest-of.ts'
import type { PlannedChange } from '../plan/planned-change.ts'
import type { RunSession } from './run-session.ts'
import type { RunState } from './run-state.ts'
import { saveCheckpoint } from './save-checkpoint.ts'
import { SyncBlockedError } from './sync-blocked-error.ts'

/**
 * Keeps what is about to be written in Google Ads, before it is: a run taken up again finds a part of it done. One that
 * applies a plan writes nothing that is not in it.
 * @throws SyncBlockedError `plan_stale`
 */
export async function recordPlannedActions(
  session: RunSession,
  { work, checkpoint }: RunState,
  actions: readonly PlannedChange[],
): Promise<void> {
  const before = checkpoint.planned
  const known = new Set(before?.actions.map(digestOf))
  const added = actions.filter((each) => !known.has(digestOf(each)))
  if (added.length === 0) return
  if (work.request.planDigest !== undefined) throw new SyncBlockedError('plan_stale')
  checkpoint.planned = { ...before, actions: [...(before?.actions ?? []), ...added] }
  await session.write((db) => saveCheckpoint(db, session.claim, checkpoint))
}
