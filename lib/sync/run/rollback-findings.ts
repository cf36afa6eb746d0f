import type { FoundIssue } from '../../findings/found-issue.ts'
import { issueOf } from '../../findings/issue-of.ts'
import type { FindingCode } from '../../model/finding-code.ts'
import type { Judgement, RunState } from './run-state.ts'

/** What a rollback is told as; all of it is over once the customer is resumed. */
export const ROLLBACK_FINDINGS = [
  'rollback.on_hold',
  'rollback.automatic',
  'rollback.kept',
  'rollback.actions_left',
] as const satisfies readonly FindingCode[]

/** What people should know after a rollback: what was taken back, what was not and why, and what stays in Google Ads. */
export function rollbackFindings(
  { work, checkpoint }: RunState,
  { live, verdicts }: Judgement,
): FoundIssue[] {
  const { undoes, rollbackRemarks = [] } = checkpoint
  const notCounting = work.settled.filter(({ trackingId, applied }) => {
    const state = verdicts.get(trackingId)?.state
    return applied.googleAds !== undefined && (state === 'NOT_LIVE' || state === 'CANNOT_FIRE')
  })
  const names = notCounting.map(({ name }) => name).toSorted()
  return [
    issueOf('rollback.on_hold', undefined, 'hold', {
      mode: work.request.rollback,
      undone: undoes?.versionId,
      ...(live && { live: live.containerVersionId }),
    }),
    ...(rollbackRemarks.length > 0
      ? [issueOf('rollback.kept', undefined, 'hold', { objects: rollbackRemarks.map(remarkText) })]
      : []),
    ...(names.length > 0 ? [issueOf('rollback.actions_left', undefined, 'hold', { names })] : []),
  ]
}

type Remark = NonNullable<RunState['checkpoint']['rollbackRemarks']>[number]

function remarkText({ kind, name, why }: Remark): string {
  return `${kind} “${name}” (${REASONS[why]})`
}

const REASONS: Readonly<Record<Remark['why'], string>> = {
  in_use: 'kept, because other objects need it by now',
  changed_since: 'fields that other people have changed since are left as they are',
  name_taken: 'not re-created, because something else has its name by now',
  removed_with_changes: 'removed along with what other people had changed of it',
}
