import type { FoundIssue } from '../../findings/found-issue.ts'
import { issueOf } from '../../findings/issue-of.ts'
import type { TagManager } from '../../google/tag-manager.ts'
import { brokenTrackings, isByAVersion } from './broken-trackings.ts'
import { namesOf } from './names-of.ts'
import type { RunSession } from './run-session.ts'
import type { Judgement, RunState, TakenBack } from './run-state.ts'
import { saveCheckpoint } from './save-checkpoint.ts'
import { SyncBlockedError } from './sync-blocked-error.ts'

export type PublishedJudgement = { takenBack?: TakenBack; findings: readonly FoundIssue[] }

/**
 * What the version that a run has published has done to trackings that counted before. Taken back is only what two looks
 * have found, in two attempts; what cannot be, or is not to be, is told.
 * @throws SyncBlockedError `broken` after the first look
 */
export async function judgePublished(
  state: RunState,
  judgement: Judgement,
  statuses: ReadonlyMap<string, string | undefined>,
  gtm: TagManager,
  session: RunSession,
): Promise<PublishedJudgement> {
  const { work, checkpoint } = state
  const { trackingIds, previous } = await brokenTrackings(state, judgement, statuses, gtm)
  if (trackingIds.length === 0) return { findings: firstVersion(state, judgement) }
  if (!work.autoRollback || previous === undefined) {
    return { findings: [failed(state, trackingIds, previous === undefined ? 'previous_gone' : 'off')] }
  }
  const seenBefore = trackingIds.filter((id) => checkpoint.broken?.includes(id))
  if (seenBefore.length > 0) return { takenBack: { trackingIds: seenBefore, previous }, findings: [] }
  checkpoint.broken = [...trackingIds]
  await session.write((db) => saveCheckpoint(db, session.claim, checkpoint))
  throw new SyncBlockedError('broken')
}

/** There is nothing to go back to: what does not count of the first version is told. */
function firstVersion(state: RunState, { live, verdicts }: Judgement): FoundIssue[] {
  const { checkpoint, work } = state
  const isOurs = checkpoint.version !== undefined && live?.containerVersionId === checkpoint.version.id
  if (!isOurs || checkpoint.previousLiveId) return []
  const broken = work.items.flatMap(({ trackingId }) => {
    const verdict = verdicts.get(trackingId)
    return verdict && isByAVersion(verdict) && !checkpoint.rejected[trackingId] ? [trackingId] : []
  })
  return broken.length > 0 ? [failed(state, broken, 'first_version')] : []
}

function failed(
  { work, checkpoint }: RunState,
  trackingIds: readonly string[],
  why: 'off' | 'previous_gone' | 'first_version',
): FoundIssue {
  const names = namesOf(work, trackingIds)
  return issueOf('verify.failed', undefined, 'version', { version: checkpoint.version?.id, names, why })
}
