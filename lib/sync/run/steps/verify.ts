import type { TagManager } from '../../../google/tag-manager.ts'
import type { VersionHeader } from '../../../google/tag-manager-schemas.ts'
import { onlyLooks } from '../../../model/sync-run-kind.ts'
import { adsAccounts } from '../ads-accounts.ts'
import { judgePublished } from '../judge-published.ts'
import { judgeRun } from '../judge-run.ts'
import { lookAtActions } from '../look-at-actions.ts'
import { planRun } from '../plan-run.ts'
import { readDrafts } from '../read-drafts.ts'
import { readLive } from '../read-versions.ts'
import { recordSeen } from '../record-seen.ts'
import type { RunState } from '../run-state.ts'
import { SyncBlockedError } from '../sync-blocked-error.ts'
import type { Step } from './step.ts'

/**
 * Reads what visitors get now, with the final ids, and judges all of the customer's trackings by it. What a run has
 * written has to be there; whether it can fire, and what other people have made of it, is what the judgement says.
 */
export const verify: Step = {
  name: 'verify',
  isDone: ({ judgement }) => judgement !== undefined,
  async take(state, { gtm, ads }, session) {
    const { work } = state
    const isPublished = state.checkpoint.version !== undefined
    const live = 'live' in state ? state.live : await readLive(gtm, work, isPublished)
    await recordSeen(session, state, live)
    const latest = await newest(state, gtm)
    const drafts = work.request.drafts
      ? { drafts: await readDrafts(gtm, work.customer.containerPath) }
      : undefined
    const { actionStatuses: statuses, actionFindings = [] } = state.actionStatuses
      ? { ...state, actionStatuses: state.actionStatuses }
      : await lookAtActions(state, adsAccounts(work.customer, ads))
    const judgement = judgeRun(
      { ...state, ...drafts, actionFindings },
      { live, latest, statuses, now: new Date() },
    )
    if (onlyLooks(work.kind)) return { ...drafts, judgement }

    const { takenBack, findings } = await judgePublished(state, judgement, statuses, gtm, session)
    if (takenBack) return { judgement, takenBack }
    if (live && planRun(state, live).changes.length > 0) throw new SyncBlockedError('not_live')
    return { judgement: { ...judgement, findings: [...judgement.findings, ...findings] } }
  },
}

/** The newest version, where it may be another one than the live one: what this run has published is both. */
async function newest(state: RunState, gtm: TagManager): Promise<VersionHeader | undefined> {
  if (state.checkpoint.version) return undefined
  return 'latest' in state ? state.latest : gtm.latestVersionHeader(state.work.customer.containerPath)
}
