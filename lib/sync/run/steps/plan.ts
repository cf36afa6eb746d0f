import { lookAhead } from '../look-ahead.ts'
import { savePlan } from '../save-plan.ts'
import type { Step } from './step.ts'

/** Says what a sync would do now. It is all that a plan does: nothing is written but the run itself. */
export const plan: Step = {
  name: 'plan',
  isDone: () => false,
  async take(state, google, session) {
    const { plan } = await lookAhead(state, google)
    await session.write((db) => savePlan(db, session.claim, plan))
    return {}
  },
}
