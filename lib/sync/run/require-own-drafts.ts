import { type DraftedWorkspace, foreignDrafts } from '../plan/foreign-drafts.ts'
import type { Change } from '../plan/plan-tracking-objects.ts'
import type { EarlierDrafts } from './read-earlier-drafts.ts'
import { plannedTrackings, type RunState } from './run-state.ts'
import { SyncBlockedError } from './sync-blocked-error.ts'

/**
 * Stops a run where a person has drafted in our workspace: it would be published with it. What runs draft for what is
 * wanted now, or was wanted by those that have left the workspace, is our own.
 * @param changes what a rollback drafts, which an earlier try of it may have done
 * @throws SyncBlockedError `foreign_drafts`
 */
export function requireOwnDrafts(
  state: RunState,
  workspace: DraftedWorkspace,
  earlier: EarlierDrafts,
  changes: readonly Change[] = [],
): void {
  const own = new Set(changes.map(nameOf))
  const drafted = workspace.drafted.filter((change) => !own.has(nameOf(change)))
  const trackings = [...plannedTrackings(state), ...earlier.trackings]
  const conversions = { ...earlier.conversions, ...state.checkpoint.conversions }
  const foreign = foreignDrafts({ ...workspace, drafted }, trackings, conversions)
  if (foreign.length > 0) throw new SyncBlockedError('foreign_drafts', { names: foreign })
}

function nameOf({ tag, trigger, variable, builtInVariable }: Change): string {
  if (tag) return `tag:${tag.name}`
  if (trigger) return `trigger:${trigger.name}`
  return variable ? `variable:${variable.name}` : `builtIn:${builtInVariable?.type}`
}
