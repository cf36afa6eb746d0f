import { findingsOf, VERDICT_CODES } from '../../deployment/findings-of.ts'
import type { FoundIssue } from '../../findings/found-issue.ts'
import { issueOf } from '../../findings/issue-of.ts'
import { openFinding } from '../../findings/open-finding.ts'
import { resolveFinding } from '../../findings/resolve-finding.ts'
import { FINDING_CODES, type FindingCode } from '../../model/finding-code.ts'
import { onlyLooks } from '../../model/sync-run-kind.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { declarationOf } from '../../tracking-types/tracking-types.ts'
import { type Judgement, plannedTrackings, type RunState } from './run-state.ts'

const HINTS = FINDING_CODES.filter((code) => code.startsWith('hint.'))

/**
 * What is found about one tracking, and resolved once that tracking is looked at and it is not so any more. What was
 * overwritten stays so: it is open until somebody dismisses it.
 */
const OF_TRACKINGS: readonly FindingCode[] = [
  ...VERDICT_CODES,
  ...HINTS,
  'drift.settings',
  'drift.arranged',
  'duplicate.copy',
  'duplicate.same_label',
  'duplicate.same_event',
  'foreign.marked',
  'shared.name_taken',
]

/** What is found about the container or the Google Ads account as a whole. */
const OF_CUSTOMER: readonly FindingCode[] = [
  'enhanced.not_used',
  'leftover.linker',
  'leftover.built_ins',
  'workspace.foreign_draft',
  'version.ours_rolled_back',
  'version.foreign_rolled_back',
  'version.foreign_unpublished_or_rolled_back',
]

/** What only a run that writes can find, and so only such a one resolves. */
const OF_RUNS: readonly FindingCode[] = ['verify.failed']

/** Only where the workspaces were looked at. */
const DRAFTS: readonly FindingCode[] = ['workspace.unpublished_drafts']

const RIGHTS = ['rights.container_lost', 'rights.ads_lost'] as const satisfies FindingCode[]

/** That a look of the watch could read does not show that a run may write again: somebody has to say so, or to sync. */
function stillLost({ work }: RunState): FoundIssue[] {
  return work.background ? RIGHTS.map((code) => issueOf(code, undefined, 'write')) : []
}

/** Opens what a run that has looked at everything has found, and resolves what it has not found any more. */
export async function recordFindings(db: TenantDb, state: RunState, judgement: Judgement): Promise<void> {
  const { customer } = state.work
  const found = foundBy(state, judgement)
  const trackingIds = [...judgement.verdicts.keys()]
  await openFinding(db, customer.id, found)
  await resolveFinding(db, customer.id, { codes: OF_TRACKINGS, trackingIds, except: found })
  const drafts = state.drafts ? DRAFTS : []
  const ofRuns = onlyLooks(state.work.kind) ? [] : OF_RUNS
  await resolveFinding(db, customer.id, { codes: [...OF_CUSTOMER, ...ofRuns, ...drafts], except: found })
  await resolveFinding(db, customer.id, { codes: RIGHTS, except: stillLost(state) })
}

function foundBy(state: RunState, { verdicts, findings }: Judgement): FoundIssue[] {
  const { rejected, overwritten } = state.checkpoint
  const judged = plannedTrackings(state).filter(({ trackingId }) => verdicts.has(trackingId))
  return [
    // Of a tracking that Google has rejected, what is live differs from what is wanted for that reason.
    ...[...verdicts].flatMap(([trackingId, verdict]) =>
      rejected[trackingId] ? [] : findingsOf(trackingId, verdict),
    ),
    ...judged.flatMap(({ trackingId, type }) =>
      declarationOf(type).cannotSee.map(
        ({ code }): FoundIssue => ({ code, severity: 'hint', trackingId, subject: 'type', data: {} }),
      ),
    ),
    ...findings,
    ...overwritten,
  ]
}
