import type { ContainerContents } from '../../deployment/container-contents.ts'
import type { TagManager } from '../../google/tag-manager.ts'
import { keyOfObject } from '../plan/key-of-object.ts'
import { planLeftovers } from '../plan/plan-leftovers.ts'
import type { Change } from '../plan/plan-tracking-objects.ts'
import { unwantedRemovals } from '../plan/unwanted-removals.ts'
import { isThere, withoutOwnDrafts } from '../plan/without-own-drafts.ts'
import { labelsOf, planRun } from './plan-run.ts'
import { readEarlierDrafts } from './read-earlier-drafts.ts'
import { readWorkspace } from './read-workspace.ts'
import { requireOwnDrafts } from './require-own-drafts.ts'
import { revertRemovals } from './revert-removals.ts'
import type { RunSession } from './run-session.ts'
import { plannedTrackings, type RunState } from './run-state.ts'
import { type Written, writeWorkspace } from './write-workspace.ts'

type Left = {
  workspace: string
  /** The version that the run builds on. */
  base: ContainerContents
  /** What the run has to change of it. */
  planned: readonly Change[]
}

/**
 * Reads through the workspace that an interrupted run has left, and completes it. What a person has drafted in there
 * would be published with it, so it stops the run.
 * @throws SyncBlockedError `workspace_changed`, `foreign_drafts`
 */
export async function completeWorkspace(
  state: RunState,
  { workspace, base, planned }: Left,
  gtm: TagManager,
  session: RunSession,
): Promise<Written & { workspace: string }> {
  const { folder } = state.work.naming
  const { drafted, contents: found } = await readWorkspace(gtm, workspace, { folders: folder !== null })
  const [trackings, labels] = [plannedTrackings(state), labelsOf(state)]
  const earlier = await session.read((db) => readEarlierDrafts(db, state))
  requireOwnDrafts(state, { drafted, contents: found, base, folder }, earlier)

  const removals = unwantedRemovals(drafted, planned)
  const { contents, isComplete } = await revertRemovals(gtm, workspace, found, removals)
  const leftovers = planLeftovers({ trackings, conversions: labels }, contents, base)
  const undrafted = withoutOwnDrafts(without(contents, leftovers), base, trackings, labels)
  const plan = planRun(isComplete ? state : makingAgain(state), undrafted.contents)
  const written = new Set(plan.changes.map(keyOfObject))
  const undone = undrafted.undone.filter(({ change }) => !written.has(keyOfObject(change)))
  const changes = [...undone.map(({ change }) => change), ...plan.changes, ...leftovers].filter(
    (change) => !isThere(change, contents),
  )
  if (changes.length === 0) return { workspace, rejected: plan.rejected }
  const owners = new Map([
    ...plan.owners,
    ...undone.map(({ change, trackingId }) => [change, [trackingId]] as const),
  ])
  const { rejected } = await writeWorkspace(gtm, workspace, { changes, owners }, state.work)
  return { workspace, rejected: { ...plan.rejected, ...rejected } }
}

/** Whatever is missing is made, whether its tracking was edited or not: we have removed it ourselves. */
function makingAgain(state: RunState): RunState {
  return { ...state, work: { ...state.work, mode: 'sync' } }
}

function without(contents: ContainerContents, leftovers: readonly Change[]): ContainerContents {
  const left = new Set(leftovers.map(keyOfObject))
  return {
    ...contents,
    tag: contents.tag.filter((tag) => !left.has(keyOfObject({ tag }))),
    trigger: contents.trigger.filter((trigger) => !left.has(keyOfObject({ trigger }))),
  }
}
