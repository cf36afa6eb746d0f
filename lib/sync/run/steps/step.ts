import type { HistoryChange } from '../../../deployment/history-change.ts'
import type { FoundIssue } from '../../../findings/found-issue.ts'
import type { Rejections } from '../../queue/failure.ts'
import type { Checkpoint } from '../checkpoint.ts'
import type { GoogleClients } from '../google-clients.ts'
import type { RunSession } from '../run-session.ts'
import type { Observations, RunState } from '../run-state.ts'

/**
 * What a step brings: `kept` goes into the checkpoint, `rejected` and `overwritten` add to what is there, `actionsChanged`
 * goes into the history, the rest is for this attempt.
 */
export type StepResult = Partial<Observations> & {
  kept?: Partial<Omit<Checkpoint, 'items' | 'rejected' | 'overwritten'>>
  rejected?: Rejections
  /** What somebody else had set at Google, and was written over. */
  overwritten?: readonly FoundIssue[]
  /** What it has written in Google Ads, for the customer's history. */
  actionsChanged?: readonly HistoryChange[]
}

type StepName =
  | 'plan'
  | 'check_plan'
  | 'conversion_actions'
  | 'draft'
  | 'version'
  | 'publish'
  | 'verify'
  | 'choose_target'
  | 'withdraw'
  | 'put_live'
  | 'verify_rollback'

/** One part of a run. It may be interrupted anywhere and is repeated then, so it looks before it writes. */
export type Step = {
  readonly name: StepName
  /** Whether its result is there already, of an earlier attempt or because the step before found nothing to do. */
  isDone(state: RunState): boolean
  /** @throws GoogleError, SyncBlockedError, NotSyncableError, LeaseLostError */
  take(state: RunState, google: GoogleClients, session: RunSession): Promise<StepResult>
}
