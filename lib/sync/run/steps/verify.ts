import { EMPTY, planContainer } from '../../plan/plan-container.ts'
import { acceptedWork } from '../run-state.ts'
import { SyncBlockedError } from '../sync-blocked-error.ts'
import type { Step } from './step.ts'

/** Reads what visitors get now, with the final ids, and compares it with what was wanted. */
export const verify: Step = {
  name: 'verify',
  isDone: ({ live }) => live !== undefined,
  async take(state, { gtm }) {
    const { work, checkpoint } = state
    const live = (await gtm.liveVersion(work.customer.containerPath)) ?? EMPTY
    const missing = planContainer(acceptedWork(state).items, checkpoint.conversions ?? {}, live)
    if (missing.length > 0) throw new SyncBlockedError('not_live')
    return { live }
  },
}
