import type { ContainerContents } from '../../deployment/container-contents.ts'
import type { Verdict } from '../../deployment/verdict.ts'
import type { FoundIssue } from '../../findings/found-issue.ts'
import type { ContainerVersion, VersionHeader } from '../../google/tag-manager-schemas.ts'
import { type PlannedTracking, plannedTracking } from '../plan/planned-tracking.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { Work } from './work.ts'

/** Our workspace with the changes in it, and the version that was live when it was read. */
export type Draft = { workspace: string; previousLiveId: string | null }

/** What is live, and what it means for each tracking. */
export type Judgement = {
  /** Absent where the container was never published. */
  live: ContainerVersion | undefined
  verdicts: ReadonlyMap<string, Verdict>
  findings: readonly FoundIssue[]
  /** Of a rollback: what was live before it, where it has changed that. */
  replaced?: ContainerContents
}

/** Trackings that do not count any more through a version of ours, and the version that is to be live again. */
export type TakenBack = { trackingIds: readonly string[]; previous: string }

/** What one attempt has learned; it is not in the checkpoint, because it may have changed by the next one. */
export type Observations = {
  /** The workspace may be changed before the run is taken up again, and is read once more then. */
  draft: Draft
  /** What is live, where nothing had to be changed there. */
  live: ContainerVersion | undefined
  /** The newest version, where nothing had to be changed: it may be kept from being live. */
  latest: VersionHeader | undefined
  /** The status of each tracking's conversion action; `undefined` where it has none. */
  actionStatuses: ReadonlyMap<string, string | undefined>
  /** What other people have in the container, as the plan has seen it; the judge sees it once it is live. */
  planFindings: readonly FoundIssue[]
  /** What other people have changed in Google Ads. */
  actionFindings: readonly FoundIssue[]
  /** What people have drafted in their workspaces, where it was looked at. */
  drafts: readonly FoundIssue[]
  judgement: Judgement
  /** What this run has published keeps trackings from counting, and is to be taken back. */
  takenBack: TakenBack
}

/** The state of a run: what it has to do, what it has done, and what this attempt alone knows. */
export type RunState = {
  readonly work: Work
  readonly checkpoint: Checkpoint
  /** An earlier attempt has made the version, and may have published it. */
  readonly interrupted: boolean
} & Partial<Observations>

/** The work without what Google has rejected so far. */
export function acceptedWork({ work, checkpoint }: RunState): Work {
  return { ...work, items: work.items.filter(({ trackingId }) => !checkpoint.rejected[trackingId]) }
}

/** All trackings of the customer that the run has to do with, as its plan sees them. */
export function plannedTrackings(state: RunState): PlannedTracking[] {
  const { items, settled } = acceptedWork(state)
  return [...items, ...settled].map((each) => plannedTracking(each, state.work.naming))
}

export function isAllRejected({ work, checkpoint }: RunState): boolean {
  return work.items.length > 0 && work.items.every(({ trackingId }) => checkpoint.rejected[trackingId])
}
