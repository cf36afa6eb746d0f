import { type ContainerContents, NO_CONTENTS } from '../../deployment/container-contents.ts'
import type { ContainerVersion } from '../../google/tag-manager-schemas.ts'
import { versionName } from '../plan/google-names.ts'
import { isHeldBack } from '../plan/version-situation.ts'
import { heldBackError } from './held-back-error.ts'
import { planRun, type RunPlan } from './plan-run.ts'
import type { SeenContainer } from './read-container.ts'
import type { RunState } from './run-state.ts'
import type { SyncBlockedError } from './sync-blocked-error.ts'

/**
 * What has to be done in a container.
 * - `made`: an earlier try has made the version, or even published it, and its response was lost
 * - `nothing`: all is live already
 * - `waiting`: a version that nobody has published holds it all
 * - `held_back`: somebody keeps the newest version from being live
 * - `write`: the plan, by `planning`
 */
export type DraftDecision =
  | { kind: 'made'; version: ContainerVersion }
  | (Planned & { kind: 'nothing' })
  | (Planned & { kind: 'waiting'; version: ContainerVersion })
  | (Planned & { kind: 'held_back'; error: SyncBlockedError })
  | (Planned & { kind: 'write'; planning: RunState })

/** A plan, and what it is made against. */
type Planned = { plan: RunPlan; base: ContainerContents }

/** Pure: what a run decides by what it has seen is what its plan says before. */
export function decideDraft(state: RunState, seen: SeenContainer): DraftDecision {
  const { work } = state
  const { live, latest, waiting, situation } = seen
  const made = [waiting, live].find((version) => version?.name === versionName(work.runId))
  if (made) return { kind: 'made', version: made }

  const isOurs = !live && waiting !== undefined
  const [planning, base] = [isOurs ? inRepair(state) : state, live ?? waiting ?? NO_CONTENTS]
  const against = planRun(planning, base)
  // An older draft of ours is set right there, and nobody's change is set back.
  const plan = isOurs ? { ...against, repaired: [] } : against
  if (plan.changes.length === 0) {
    return isOurs ? { kind: 'waiting', plan, base, version: waiting } : { kind: 'nothing', plan, base }
  }
  if (waiting && planRun(inRepair(state), waiting).changes.length === 0) {
    return { kind: 'waiting', plan, base, version: waiting }
  }
  if (isHeldBack(situation) && !(work.buildsOnLive && live)) {
    return { kind: 'held_back', plan, base, error: heldBackError(situation, live, latest) }
  }
  return { kind: 'write', plan, base, planning }
}

/** The live version where it has to be made the newest one again: a version of ours that is replaced is not built on. */
export function replacesLatest(
  { kind }: DraftDecision,
  { live, waiting, situation }: SeenContainer,
): ContainerVersion | undefined {
  switch (kind) {
    case 'nothing':
      // Nobody wants any more what our last version would bring; people's own versions are not to build on it.
      return waiting ? live : undefined
    case 'write':
      return situation === 'latest_is_live' ? undefined : live
    case 'made':
    case 'waiting':
    case 'held_back':
      return undefined
    default:
      return kind satisfies never
  }
}

/** For a version of ours that was never live: what differs in there is an older draft of ours, and nobody's change. */
function inRepair(state: RunState): RunState {
  return { ...state, work: { ...state.work, mode: 'repair', repairs: 'all' } }
}
