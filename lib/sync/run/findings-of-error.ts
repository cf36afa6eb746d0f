import type { FoundIssue } from '../../findings/found-issue.ts'
import { issueOf } from '../../findings/issue-of.ts'
import { GoogleError } from '../../google/google-error.ts'
import { HELD_BACK } from '../plan/version-situation.ts'
import { SyncBlockedError } from './sync-blocked-error.ts'

/** What a run that was blocked has found in the container, for people who have to decide about it. */
export function findingsOfError(error: unknown): FoundIssue[] {
  if (error instanceof GoogleError) return lostRights(error)
  if (!(error instanceof SyncBlockedError)) return []
  const { reason, values } = error
  const held = HELD_BACK.find((each) => each === reason)
  if (held) return [issueOf(`version.${held}`, undefined, 'version', values)]
  if (reason === 'not_live') return [issueOf('verify.failed', undefined, 'version', { why: reason })]
  if (reason !== 'foreign_drafts') return []
  const names = [values['names'] ?? []].flat()
  return [issueOf('workspace.foreign_draft', undefined, 'workspace', { names })]
}

/** The operations that change nothing. */
const READS = /(^search|\.(list|live|latest|status|get|lookup))$/

/** Which reasons of Google mean that a right is gone, and which right it is. */
function lostRights({ reason, operation }: GoogleError): FoundIssue[] {
  const right = READS.test(operation) ? 'read' : 'write'
  switch (reason) {
    case 'container_not_found':
    case 'container_access_denied':
      return [issueOf('rights.container_lost', undefined, right, { reason, right })]
    case 'ads_access_denied':
    case 'ads_action_not_permitted':
    case 'ads_account_not_enabled':
    case 'not_ads_user':
      return [issueOf('rights.ads_lost', undefined, right, { reason, right })]
    default:
      return []
  }
}
