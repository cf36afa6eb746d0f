import type { PlanMode } from '../../model/plan-mode.ts'
import type { TrackingSnapshot, WorkItem } from '../plan/work-item.ts'
import type { RunRequest } from '../queue/run-request.ts'

/** What a run has to do, for whom and in which container. */
export type Work = {
  runId: string
  organizationId: string
  /** `VERIFY` looks at what is there and writes nothing at Google. */
  kind: string
  mode: PlanMode
  /** Somebody has said that the live version is the one to build on, whatever is newer. */
  buildsOnLive: boolean
  /** What it was asked for beside its kind. */
  request: RunRequest
  attempts: number
  /** Why the try before this one was postponed. */
  lastError: string | null
  /** Whether it goes live by itself: the organization has chosen AUTO, or an ADMIN has said so for this run. */
  publishes: boolean
  customer: {
    id: string
    status: string
    containerPath: string
    googleAccountId: string
    googleAdsAccountId: string | null
    loginCustomerId: string | null
  }
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
