import { openFinding } from '../../findings/open-finding.ts'
import { LOOKING_KINDS } from '../../model/sync-run-kind.ts'
import { log } from '../../telemetry/log.ts'
import { spanned } from '../../telemetry/trace.ts'
import type { GoogleClients } from './google-clients.ts'
import { recordAwaitingPublish } from './record-end.ts'
import type { RunSession } from './run-session.ts'
import { isAllRejected, type RunState } from './run-state.ts'
import { saveCheckpoint } from './save-checkpoint.ts'
import { checkPlan } from './steps/check-plan.ts'
import { conversionActions } from './steps/conversion-actions.ts'
import { draft } from './steps/draft.ts'
import { plan } from './steps/plan.ts'
import { publish } from './steps/publish.ts'
import type { Step } from './steps/step.ts'
import { verify } from './steps/verify.ts'
import { version } from './steps/version.ts'

/** A run that writes, and those that only look, in this order. */
const STEPS: readonly Step[] = [checkPlan, conversionActions, draft, version, publish, verify]
const LOOKING_STEPS: Readonly<Record<(typeof LOOKING_KINDS)[number], readonly Step[]>> = {
  PLAN: [plan],
  VERIFY: [verify],
}

/** Takes the steps that are not done yet, until all are, Google has rejected every tracking, or an ADMIN has to publish. */
export async function takeSteps(
  state: RunState,
  google: GoogleClients,
  session: RunSession,
): Promise<'done' | 'awaiting_publish'> {
  for (const step of stepsOf(state.work.kind)) {
    if (isAllRejected(state)) break
    if (step.isDone(state)) continue
    if (step === publish && state.checkpoint.version && !state.work.publishes) {
      await session.write(async (db) => {
        await openFinding(db, state.work.customer.id, state.planFindings ?? [])
        await recordAwaitingPublish(db, session.claim, state)
      })
      return 'awaiting_publish'
    }
    await take(step, state, google, session)
  }
  return 'done'
}

function stepsOf(kind: string): readonly Step[] {
  const looking = LOOKING_KINDS.find((each) => each === kind)
  return looking ? LOOKING_STEPS[looking] : STEPS
}

/** The lease is extended before a step, and what it brought is on record after it. */
async function take(step: Step, state: RunState, google: GoogleClients, session: RunSession): Promise<void> {
  await session.renew()
  const {
    kept,
    rejected,
    overwritten = [],
    ...known
  } = await spanned(`sync.${step.name}`, {}, () => step.take(state, google, session))
  Object.assign(state, known)
  Object.assign(state.checkpoint, kept)
  Object.assign(state.checkpoint.rejected, rejected)
  state.checkpoint.overwritten.push(...overwritten)
  if (kept || overwritten.length > 0 || Object.keys(rejected ?? {}).length > 0) {
    await session.write((db) => saveCheckpoint(db, session.claim, state.checkpoint))
  }
  log.info('sync.step', { syncRunId: session.claim.runId, step: step.name })
}
