import { openFinding } from '../../findings/open-finding.ts'
import { log } from '../../telemetry/log.ts'
import { spanned } from '../../telemetry/trace.ts'
import type { GoogleClients } from './google-clients.ts'
import { recordActionsChanged } from './record-actions-changed.ts'
import { recordAwaitingPublish } from './record-end.ts'
import type { RunSession } from './run-session.ts'
import { isAllRejected, type RunState } from './run-state.ts'
import { saveCheckpoint } from './save-checkpoint.ts'
import { conversionActions } from './steps/conversion-actions.ts'
import { draft } from './steps/draft.ts'
import { publish } from './steps/publish.ts'
import type { Step } from './steps/step.ts'
import { verify } from './steps/verify.ts'
import { version } from './steps/version.ts'

/** A run that writes, and one that only looks, in this order. */
const STEPS: readonly Step[] = [conversionActions, draft, version, publish, verify]
const VERIFY_STEPS: readonly Step[] = [verify]

/** Takes the steps that are not done yet, until all are, Google has rejected every tracking, or an ADMIN has to publish. */
export async function takeSteps(
  state: RunState,
  google: GoogleClients,
  session: RunSession,
): Promise<'done' | 'awaiting_publish'> {
  for (const step of state.work.kind === 'VERIFY' ? VERIFY_STEPS : STEPS) {
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

/** The lease is extended before a step, and what it brought is on record after it. */
async function take(step: Step, state: RunState, google: GoogleClients, session: RunSession): Promise<void> {
  await session.renew()
  const {
    kept,
    rejected,
    overwritten = [],
    actionsChanged = [],
    ...known
  } = await spanned(`sync.${step.name}`, {}, () => step.take(state, google, session))
  Object.assign(state, known)
  Object.assign(state.checkpoint, kept)
  Object.assign(state.checkpoint.rejected, rejected)
  state.checkpoint.overwritten.push(...overwritten)
  if (kept || overwritten.length > 0 || Object.keys(rejected ?? {}).length > 0) {
    await session.write(async (db) => {
      await saveCheckpoint(db, session.claim, state.checkpoint)
      await recordActionsChanged(db, state.work, actionsChanged)
    })
  }
  log.info('sync.step', { syncRunId: session.claim.runId, step: step.name })
}
