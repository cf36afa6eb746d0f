import { FINDING_TEXTS } from '../../findings/finding-texts.ts'
import type { FoundIssue } from '../../findings/found-issue.ts'
import type { FindingCode } from '../../model/finding-code.ts'
import { HELD_BACK } from '../plan/version-situation.ts'
import { SyncBlockedError } from './sync-blocked-error.ts'

/** What a run that was blocked has found in the container, for people who have to decide about it. */
export function findingsOfError(error: unknown): FoundIssue[] {
  if (!(error instanceof SyncBlockedError)) return []
  const { reason, values } = error
  const held = HELD_BACK.find((each) => each === reason)
  if (held) return [issue(`version.${held}`, 'version', values)]
  if (reason !== 'foreign_drafts') return []
  return [issue('workspace.foreign_draft', 'workspace', { names: [values['names'] ?? []].flat() })]
}

function issue(code: FindingCode, subject: string, data: FoundIssue['data']): FoundIssue {
  return { code, severity: FINDING_TEXTS[code].severity, trackingId: undefined, subject, data }
}
