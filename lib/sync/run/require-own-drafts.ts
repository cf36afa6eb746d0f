import { type DraftedWorkspace, foreignDrafts } from '../plan/foreign-drafts.ts'
import type { Change } from '../plan/plan-tracking-objects.ts'
import { plannedTrackings, type RunState } from './run-state.ts'
import { SyncBlockedError } from './sync-blocked-error.ts'

/**
 * Stops a rollback where a person has drafted in our workspace: it would be published with it. What an earlier try of it
 * has drafted is its own.
 * @param changes what the rollback drafts
 * @throws SyncBlockedError `foreign_drafts`
 */
export function requireOwnDrafts(
  state: RunState,
  workspace: Omit<DraftedWorkspace, 'folder'>,
  changes: readonly Change[],
): void {
  const own = new Set(changes.map(nameOf))
  const drafted = workspace.drafted.filter((change) => !own.has(nameOf(change)))
  const { folder } = state.work.naming
  const foreign = foreignDrafts({ ...workspace, drafted, folder }, plannedTrackings(state), {})
  if (foreign.length > 0) throw new SyncBlockedError('foreign_drafts', { names: foreign })
}

function nameOf({ tag, trigger, variable, builtInVariable }: Change): string {
  if (tag) return `tag:${tag.name}`
  if (trigger) return `trigger:${trigger.name}`
  return variable ? `variable:${variable.name}` : `builtIn:${builtInVariable?.type}`
}
