import { openFinding } from '../../findings/open-finding.ts'
import { GoogleError } from '../../google/google-error.ts'
import type { TakeQuota } from '../../google/tag-manager-call.ts'
import { onlyLooks } from '../../model/sync-run-kind.ts'
import { describeError, log } from '../../telemetry/log.ts'
import type { AccessTokenSource } from '../../tenant/access-token-source.ts'
import { TenantAccessDeniedError } from '../../tenant/tenant-access-denied-error.ts'
import { LeaseLostError } from '../queue/claim.ts'
import { enqueueSync } from '../queue/enqueue.ts'
import { failureOf } from './failure-of.ts'
import { findingsOfError } from './findings-of-error.ts'
import { googleClients } from './google-clients.ts'
import { lockCustomer } from './lock-customer.ts'
import { loseContainer, recoverContainer } from './lost-container.ts'
import { onHold } from './on-hold.ts'
import type { Outcome } from './outcome.ts'
import { recordEnd } from './record-end.ts'
import { recordFindings } from './record-findings.ts'
import { recordLook } from './record-look.ts'
import { recordRollback } from './record-rollback.ts'
import { requeueDeletions } from './requeue-deletions.ts'
import { NotSyncableError } from './require-syncable.ts'
import type { RunSession } from './run-session.ts'
import { isAllRejected, type RunState } from './run-state.ts'
import { takeBack } from './take-back.ts'
import { takeSteps } from './take-steps.ts'
import { takeWork } from './take-work.ts'
import { losesContainer, verdictOn } from './verdict-on.ts'
import type { Work } from './work.ts'

/** How an attempt reaches Google. */
export type GoogleAccess = {
  accessToken: AccessTokenSource
  /** How long each request to Tag Manager or Google Ads may take, in milliseconds. */
  timeoutMs?: number | undefined
  /** Whose quota its calls take; that of its organization by default. */
  quota?: TakeQuota | undefined
}

/** What is known when an attempt is interrupted. */
type Progress = { state?: RunState; token?: string }

/** Continues a claimed run from its checkpoint. */
export async function attemptRun(session: RunSession, access: GoogleAccess): Promise<Outcome> {
  const progress: Progress = {}
  try {
    return await withFreshToken(session, access, progress)
  } catch (error) {
    if (error instanceof NotSyncableError) {
      await session.postpone(0, false)
      return 'postponed'
    }
    if (isLeaseLost(error)) return 'lost'
    return await failOrPostpone(session, progress.state, error)
  }
}

function isLeaseLost(error: unknown): boolean {
  return (
    error instanceof LeaseLostError ||
    (error instanceof TenantAccessDeniedError && error.reason === 'lease_lost')
  )
}

/**
 * A token that Google rejects before its time, or finds too weak, is refreshed once; the steps then continue from the
 * checkpoint. The refresh also shows whether the grant has ended, or a part of it was withdrawn.
 */
async function withFreshToken(session: RunSession, access: GoogleAccess, progress: Progress) {
  try {
    return await resume(session, access, progress)
  } catch (error) {
    if (!isAboutToken(error) || progress.token === undefined) throw error
    return await resume(session, access, progress)
  }
}

function isAboutToken(error: unknown): boolean {
  if (!(error instanceof GoogleError)) return false
  return error.reason === 'access_token_rejected' || error.reason === 'scope_missing'
}

async function resume(session: RunSession, access: GoogleAccess, progress: Progress): Promise<Outcome> {
  const { work, checkpoint } = await session.write((db) => takeWork(db, session.claim))
  const state: RunState = { work, checkpoint, interrupted: checkpoint.version !== undefined }
  progress.state = state
  if (hasNothingToDo(work)) return await succeed(session, state)

  const { accessToken, ...options } = access
  progress.token = await accessToken(session.tenant, work.customer.googleAccountId, {
    rejected: progress.token,
  })
  const ended = await takeSteps(state, googleClients(session, progress.token, options), session)
  return ended === 'awaiting_publish' ? ended : await succeed(session, state)
}

/** The jobs of an edit were cancelled meanwhile. A run that was asked for looks at all that was written all the same. */
function hasNothingToDo({ kind, mode, repairs, items, settled, customer, request }: Work): boolean {
  if (onlyLooks(kind) || kind === 'ROLLBACK' || request.planDigest !== undefined) return false
  if (items.length > 0 || customer.status === 'ERROR') return false
  return (mode === 'edit' && repairs.length === 0) || settled.length === 0
}

/** Ends a run whose steps are done, or of whose trackings Google has rejected every one. */
async function succeed(session: RunSession, state: RunState): Promise<Outcome> {
  const { work, judgement, checkpoint, takenBack } = state
  if (judgement && takenBack) return takeBack(session, state, judgement, takenBack)
  await session.write(async (db) => {
    await lockCustomer(db, work.customer.id)
    if (judgement) await recordLook(db, state)
    if (judgement) await recoverContainer(db, work)
    if (judgement && work.kind === 'ROLLBACK') await recordRollback(db, state, judgement)
    else if (judgement) await recordFindings(db, state, judgement)
    else await openFinding(db, work.customer.id, state.planFindings ?? [])
    await recordEnd(db, session.claim, state)
    await requeueDeletions(db, work, checkpoint.rejected)
  })
  return isAllRejected(state) ? 'failed' : 'succeeded'
}

/** Postpones the run or ends it, by what went wrong. */
async function failOrPostpone(
  session: RunSession,
  state: RunState | undefined,
  error: unknown,
): Promise<Outcome> {
  const { work } = state ?? {}
  const verdict = verdictOn(error, work?.attempts ?? 1)
  const known = failureOf(error, verdict.kind === 'wait' ? 'retrying' : 'ended')
  const failure = work?.kind === 'ROLLBACK' && verdict.kind === 'fail' ? onHold(known, work) : known
  log.warn('sync.run.interrupted', {
    syncRunId: session.claim.runId,
    reason: failure.code,
    next: verdict.kind,
    waitMs: verdict.kind === 'wait' ? verdict.waitMs : undefined,
    ...(failure.code === 'internal' ? describeError(error) : {}),
  })
  if (verdict.kind === 'wait') {
    await session.postpone(verdict.waitMs, verdict.costsAttempt, failure)
    return 'postponed'
  }
  await session.write(async (db) => {
    if (work) await lockCustomer(db, work.customer.id)
    const finds = work?.kind === 'PLAN' ? undefined : work
    if (finds && losesContainer(error)) await loseContainer(db, finds)
    if (finds) await openFinding(db, finds.customer.id, findingsOfError(error))
    await recordEnd(db, session.claim, state, failure)
    if (finds && state?.checkpoint.items) await requeueDeletions(db, finds)
    // It has taken no job: those that wait get the run that they had before the plan was to be applied.
    else if (finds) enqueueSync(finds.customer.id, [])
  })
  return 'failed'
}
