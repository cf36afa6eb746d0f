import type { ContainerContents } from '../../deployment/container-contents.ts'
import type { RepairedObject } from '../plan/repaired-object.ts'
import type { Checkpoint } from './checkpoint.ts'
import { leftByRun } from './plan-run.ts'
import type { RunState } from './run-state.ts'

type Found = { repaired: readonly RepairedObject[]; contents: ContainerContents }

/** What a repair sets back in the container, and what it leaves of what was live. */
export function repairInContainer(
  state: RunState,
  { repaired, contents }: Found,
): Pick<Checkpoint, 'repairInContainer'> | undefined {
  if (state.work.repairs.length === 0) return undefined
  return { repairInContainer: { repaired: [...repaired], left: leftByRun(state, { repaired }, contents) } }
}
