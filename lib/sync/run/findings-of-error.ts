import type { FoundIssue } from '../../findings/found-issue.ts'
import { issueOf } from '../../findings/issue-of.ts'
import { HELD_BACK } from '../plan/version-situation.ts'
import { SyncBlockedError } from './sync-blocked-error.ts'

/** What a run that was blocked has found in the container, for people who have to decide about it. */
export function findingsOfError(error: unknown): FoundIssue[] {
  if (!(error instanceof SyncBlockedError)) return []
  const { reason, values } = error
  const held = HELD_BACK.find((each) => each === reason)
  if (held) return [issueOf(`version.${held}`, undefined, 'version', values)]
  if (reason === 'not_live') return [issueOf('verify.failed', undefined, 'version', { why: reason })]
  if (reason !== 'foreign_drafts') return []
  const names = [values['names'] ?? []].flat()
  return [issueOf('workspace.foreign_draft', undefined, 'workspace', { names })]
}
