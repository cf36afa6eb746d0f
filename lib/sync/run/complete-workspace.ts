import type { ContainerContents } from '../../deployment/container-contents.ts'
import type { TagManager } from '../../google/tag-manager.ts'
import { foreignDrafts } from '../plan/foreign-drafts.ts'
import { planLeftovers } from '../plan/plan-leftovers.ts'
import type { Change } from '../plan/plan-tracking-objects.ts'
import { isThere, withoutOwnDrafts } from '../plan/without-own-drafts.ts'
import { labelsOf, planRun } from './plan-run.ts'
import { readWorkspace } from './read-workspace.ts'
import { plannedTrackings, type RunState } from './run-state.ts'
import { SyncBlockedError } from './sync-blocked-error.ts'
import { type Written, writeWorkspace } from './write-workspace.ts'

/**
 * Reads through the workspace that an interrupted run has left, and completes it. What a person has drafted in there
 * would be published with it, so it stops the run.
 * @param base the version that it builds on
 * @throws SyncBlockedError `workspace_changed`, `foreign_drafts`
 */
export async function completeWorkspace(
  state: RunState,
  { workspace, base }: { workspace: string; base: ContainerContents },
  gtm: TagManager,
): Promise<Written & { workspace: string }> {
  const { folder } = state.work.naming
  const { drafted, contents } = await readWorkspace(gtm, workspace, { folders: folder !== null })
  const trackings = plannedTrackings(state)
  const conversions = state.checkpoint.conversions ?? {}
  const foreign = foreignDrafts({ drafted, contents, base, folder }, trackings, conversions)
  if (foreign.length > 0) throw new SyncBlockedError('foreign_drafts', { names: foreign })

  const undrafted = withoutOwnDrafts(contents, base, trackings, labelsOf(state))
  const plan = planRun(state, undrafted.contents)
  const planned = new Set(plan.changes.map(idOf))
  const undone = undrafted.undone.filter(({ change }) => !planned.has(idOf(change)))
  const leftovers = planLeftovers(trackings, contents, base)
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

/** Names the object of a change; what is added has no id yet that others could have. */
function idOf({ tag, trigger, variable, folder }: Change): string {
  return tag ? `tag:${tag.tagId}` : `other:${trigger?.triggerId ?? variable?.variableId ?? folder?.folderId}`
}
