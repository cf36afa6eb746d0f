import type { PlanMode } from '../../model/plan-mode.ts'
import type { SyncRunKind } from '../../model/sync-run-kind.ts'
import type { Naming } from '../plan/google-names.ts'
import type { Repairs } from '../plan/plan-scope.ts'
import type { TrackingSnapshot, WorkItem } from '../plan/work-item.ts'
import type { RunRequest } from '../queue/run-request.ts'

/** What a run has to do, for whom and in which container. */
export type Work = {
  runId: string
  organizationId: string
  /** `VERIFY` looks at what is there and writes nothing at Google. */
  kind: SyncRunKind
  /** How far it goes, for the trackings that it does not repair. */
  mode: PlanMode
  /** What it repairs: what it was asked for, and what a run was that it replaces. */
  repairs: Repairs
  /** Somebody has said that the live version is the one to build on, whatever is newer. */
  buildsOnLive: boolean
  /** What it was asked for beside its kind. */
  request: RunRequest
  /** A look of the watch: nobody has asked for it. */
  background: boolean
  attempts: number
  /** Why the try before this one was postponed. */
  lastError: string | null
  /** Whether it goes live by itself: the organization has chosen AUTO, or an ADMIN has said so for this run. */
  publishes: boolean
  /** Whether a version that keeps a tracking from counting which counted before is taken back by itself. */
  autoRollback: boolean
  /** Whether it stops before publishing while that is frozen: not for a deleted customer, nor to roll back. */
  heedsFreeze: boolean
  customer: {
    id: string
    status: string
    containerPath: string
    googleAccountId: string
    googleAdsAccountId: string | null
    loginCustomerId: string | null
  }
  /** How what is new in the container is named, and where it is put. */
  naming: Naming
  /** The trackings that have a job. */
  items: WorkItem[]
  /** The customer's other trackings, of which the last edit was written. */
  settled: TrackingSnapshot[]
  /** Versions of this container that earlier runs made. */
  ownVersionIds: ReadonlySet<string>
  /** Versions of this container that were seen live. */
  seenVersionIds: ReadonlySet<string>
  /** The version that was live when somebody looked last; `null` where that is not in the history. */
  lastSeenVersionId: string | null
}
