import type { Observed } from '../plan/plan-container.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { Work } from './work.ts'

/** Our workspace with the changes in it, and the version that was live when it was read. */
export type Draft = { workspace: string; previousLiveId: string | null }

/** The state of a run: what it has to do, what it has done, and what this attempt alone knows. */
export type RunState = {
  readonly work: Work
  readonly checkpoint: Checkpoint
  /** An earlier attempt has made the version, and may have published it. */
  readonly interrupted: boolean
  /** Not in the checkpoint: the workspace may be changed before the run is taken up again, and is read once more then. */
  draft?: Draft
  /** What is verified live. */
  live?: Observed
}

/** The work without what Google has rejected so far. */
export function acceptedWork({ work, checkpoint }: RunState): Work {
  return { ...work, items: work.items.filter(({ trackingId }) => !checkpoint.rejected[trackingId]) }
}

export function isAllRejected({ work, checkpoint }: RunState): boolean {
  return work.items.length > 0 && work.items.every(({ trackingId }) => checkpoint.rejected[trackingId])
}
