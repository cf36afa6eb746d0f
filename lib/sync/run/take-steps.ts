import { openFinding } from '../../findings/open-finding.ts'
import type { SyncRunKind } from '../../model/sync-run-kind.ts'
import { log } from '../../telemetry/log.ts'
import { spanned } from '../../telemetry/trace.ts'
import { frozenUntil } from '../queue/frozen-until.ts'
import type { GoogleClients } from './google-clients.ts'
import { recordActionsChanged } from './record-actions-changed.ts'
import { recordAwaitingPublish } from './record-end.ts'
import type { RunSession } from './run-session.ts'
import { isAllRejected, type RunState } from './run-state.ts'
import { saveCheckpoint } from './save-checkpoint.ts'
import { checkPlan } from './steps/check-plan.ts'
import { chooseTarget } from './steps/choose-target.ts'
import { conversionActions } from './steps/conversion-actions.ts'
import { draft } from './steps/draft.ts'
import { plan } from './steps/plan.ts'
import { publish } from './steps/publish.ts'
import { putLive } from './steps/put-live.ts'
import type { Step } from './steps/step.ts'
import { verify } from './steps/verify.ts'
import { verifyRollback } from './steps/verify-rollback.ts'
import { version } from './steps/version.ts'
import { withdraw } from './steps/withdraw.ts'

/** A run that writes, those that only look, and one that rolls back, in this order. */
const WRITING: readonly Step[] = [checkPlan, conversionActions, draft, version, publish, verify]
const STEPS: Readonly<Record<SyncRunKind, readonly Step[]>> = {
  SYNC: WRITING,
  PUBLISH: WRITING,
  REPAIR: WRITING,
  PLAN: [plan],
  VERIFY: [verify],
  ROLLBACK: [chooseTarget, withdraw, version, putLive, verifyRollback],
}

/** Takes the steps that are not done yet, until all are, Google has rejected every tracking, or an ADMIN has to publish. */
export async function takeSteps(
  state: RunState,
  google: GoogleClients,
  session: RunSession,
): Promise<'done' | 'awaiting_publish'> {
  for (const step of STEPS[state.work.kind]) {
    if (isAllRejected(state)) break
    if (step.isDone(state)) continue
    if (step === publish && state.checkpoint.version && !(await mayPublish(state, session))) {
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

/** Not where an ADMIN has to, and not while publishing is frozen; a rollback is for emergencies, and heeds neither. */
async function mayPublish({ work }: RunState, session: RunSession): Promise<boolean> {
  if (!work.publishes || !work.heedsFreeze) return work.publishes
  return (await session.read((db) => frozenUntil(db, work.customer.id))) === null
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
