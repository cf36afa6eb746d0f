import type { FoundIssue } from '../../findings/found-issue.ts'
import { issueOf } from '../../findings/issue-of.ts'
import type { TagManager } from '../../google/tag-manager.ts'
import type { Change } from '../../google/tag-manager-schemas.ts'
import { WORKSPACE_NAME } from '../plan/google-names.ts'
import { nameOfChange } from '../plan/name-of-change.ts'

/** As many names as one finding holds. */
const NAMES = 20

/**
 * What people have drafted in the workspaces of a container and left there: names, and since when. Our own workspace is
 * left out, which a run completes or asks about. One call, and one more for each workspace.
 */
export async function readDrafts(gtm: TagManager, containerPath: string): Promise<FoundIssue[]> {
  const drafts: FoundIssue[] = []
  for (const { path, workspaceId, name } of await gtm.listWorkspaces(containerPath)) {
    if (name === WORKSPACE_NAME) continue
    const { changes } = await gtm.workspaceStatus(path)
    if (changes.length === 0) continue
    const names = changes.map(nameOfChange).slice(0, NAMES)
    const data = { workspace: name, names, changes: changes.length, since: oldestOf(changes) }
    drafts.push(issueOf('workspace.unpublished_drafts', undefined, `workspace:${workspaceId}`, data))
  }
  return drafts
}

/** Tag Manager's fingerprints are times of the last change, in milliseconds; of a deleted object it is the one before. */
function oldestOf(changes: readonly Change[]): string | undefined {
  const times = changes
    .filter(({ changeStatus }) => changeStatus !== 'deleted')
    .flatMap(({ tag, trigger, variable }) => Number((tag ?? trigger ?? variable)?.fingerprint ?? Number.NaN))
    .filter((time) => Number.isSafeInteger(time) && time > 0)
  return times.length > 0 ? new Date(Math.min(...times)).toISOString() : undefined
}
