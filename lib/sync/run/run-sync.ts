import { accessToken } from '../../connections/tokens/access-token.ts'
import { GoogleError } from '../../google/errors.ts'
import { quotaFor } from '../../google/quota.ts'
import { type TakeQuota, tagManager } from '../../google/tag-manager.ts'
import { describeError, log } from '../../telemetry/log.ts'
import { metered } from '../../telemetry/meter.ts'
import { runTask } from '../../telemetry/task.ts'
import { sendSpans, spanned } from '../../telemetry/trace.ts'
import type { OpenSpan } from '../../telemetry/tracer.ts'
import { TenantAccessDeniedError } from '../../tenant/tenant-access-denied-error.ts'
import { withTenant } from '../../tenant/with-tenant.ts'
import type { Observed } from '../plan/plan-container.ts'
import { type Claim, claimRun, LeaseLostError, postponeClaim, renewClaim, tenantOf } from '../queue/claim.ts'
import { requeueDeletions } from '../queue/requeue-deletions.ts'
import { loseContainer, recoverContainer } from './container-access.ts'
import { draftChanges, makeVersion } from './container-step.ts'
import { ensureConversions } from './conversion-step.ts'
import { failureOf, losesContainer, verdictOn } from './failure.ts'
import { recordAwaitingPublish, recordEnd } from './finish.ts'
import { publish, verifyLive } from './publish-step.ts'
import { isSyncable, saveCheckpoint, takeWork } from './take-work.ts'
import type { Checkpoint, Work } from './work.ts'

/** How a run ended, or for how long it was put off. */
export type Outcome = 'succeeded' | 'awaiting_publish' | 'failed' | 'postponed' | 'lost'

/** How long one call to Tag Manager may wait for quota before the whole run is put off, in milliseconds. */
const QUOTA_WAIT_MS = 3_000

/** Of one request: five of Google Ads in a row end well within the lease. In milliseconds. */
const TIMEOUT_MS = 20_000

export type RunSyncOptions = {
  /** Only this run (the kick after a request). */
  runId?: string
  /** No run is begun after it. */
  deadline: Date
  /** How long each request to Tag Manager or Google Ads may take, in milliseconds. */
  timeoutMs?: number
}

/**
 * Claims and executes due runs until none is left or the deadline has come. Any number of these may go on at once, in
 * any number of processes.
 */
export async function runSync(options: RunSyncOptions): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  while (Date.now() < options.deadline.getTime()) {
    const claim = await claimRun(options.runId)
    if (!claim) break
    outcomes.push(await execute(claim, options.timeoutMs))
    if (options.runId) break
  }
  return outcomes
}

/** One claimed run, from where it stands to its end; it never throws. */
async function execute(claim: Claim, timeoutMs: number | undefined): Promise<Outcome> {
  const startedAt = performance.now()
  const { organizationId, runId } = claim
  const task = { operation: 'sync.run', requestId: tenantOf(claim).requestId, organizationId }
  const fields = { 'app.sync_run_id': runId, 'app.organization_id': organizationId }
  const work = (span: OpenSpan) =>
    metered(async (meter) => {
      let outcome: Outcome
      try {
        outcome = await attempt(claim, timeoutMs)
      } catch (error) {
        outcome = 'lost'
        log.error('sync.run.lost', { syncRunId: runId, ...describeError(error) })
      }
      log.info('sync.run', {
        syncRunId: runId,
        organizationId,
        outcome,
        durationMs: Math.round(performance.now() - startedAt),
        ...meter,
      })
      span.record({ 'app.outcome': outcome })
      return outcome
    })
  const outcome = await runTask(task, () => spanned('sync.run', { fields }, work))
  sendSpans()
  return outcome
}

/** The customer was paused, or moved to another container, while the run was under way. */
class NoLongerSyncableError extends Error {
  override readonly name = 'NoLongerSyncableError'
}

/** What is known when a run breaks off. */
type Progress = { timeoutMs: number | undefined; work?: Work; checkpoint: Checkpoint; token?: string }

async function attempt(claim: Claim, timeoutMs: number | undefined): Promise<Outcome> {
  const progress: Progress = { timeoutMs, checkpoint: { rejected: {} } }
  try {
    return await stepsWithFreshToken(claim, progress)
  } catch (error) {
    if (error instanceof NoLongerSyncableError) {
      await postponeClaim(claim, 0, false)
      return 'postponed'
    }
    if (
      error instanceof LeaseLostError ||
      (error instanceof TenantAccessDeniedError && error.reason === 'lease_lost')
    ) {
      return 'lost'
    }
    return await failOrPostpone(claim, progress, error)
  }
}

/**
 * A token that Google refuses before its time, or finds too weak, is refreshed once; the steps then go on from the
 * checkpoint. The refresh also tells whether the grant has ended, or a part of it was withdrawn.
 */
async function stepsWithFreshToken(claim: Claim, progress: Progress): Promise<Outcome> {
  try {
    return await steps(claim, progress)
  } catch (error) {
    if (!isAboutToken(error) || progress.token === undefined) throw error
    return await steps(claim, progress)
  }
}

function isAboutToken(error: unknown): boolean {
  if (!(error instanceof GoogleError)) return false
  return error.reason === 'access_token_rejected' || error.reason === 'scope_missing'
}

async function steps(claim: Claim, progress: Progress): Promise<Outcome> {
  const tenant = tenantOf(claim)
  const taken = await withTenant(tenant, { deleted: 'include' }, (db) => takeWork(db, claim))
  if ('notSyncable' in taken) {
    await postponeClaim(claim, 0, false)
    return 'postponed'
  }
  const { work, checkpoint } = taken
  progress.work = work
  progress.checkpoint = checkpoint
  const { customer } = work
  if (work.items.length === 0 && customer.status !== 'ERROR') return await end()

  const token = await accessToken(tenant, customer.googleAccountId, { rejected: progress.token })
  progress.token = token
  const quota = quotaFor(claim.organizationId, { maxWaitMs: QUOTA_WAIT_MS })
  const takeQuota: TakeQuota = async (signal) => {
    await quota(signal)
    await renewClaim(claim)
  }
  const client = { accessToken: token, timeoutMs: progress.timeoutMs ?? TIMEOUT_MS }
  const gtm = tagManager({ ...client, takeQuota })

  const conversions = await step('conversions', async () => {
    if (checkpoint.conversions) return checkpoint.conversions
    const { loginCustomerId } = customer
    const ensured = await ensureConversions(accepted(), { ...client, loginCustomerId })
    Object.assign(checkpoint.rejected, ensured.rejected)
    checkpoint.conversions = ensured.conversions
    return ensured.conversions
  })
  if (allRejected()) return await end()
  const interrupted = checkpoint.version !== undefined
  const draft = await step('draft', async () => {
    if (checkpoint.version || checkpoint.alreadyLive) return undefined
    const draft = await draftChanges(accepted(), conversions, gtm)
    Object.assign(checkpoint.rejected, draft.rejected)
    return draft
  })
  if (allRejected()) return await end()
  await step('version', async () => {
    if (!draft) return
    const { workspace, rejected: _, ...made } = draft
    Object.assign(checkpoint, made)
    if (workspace === undefined) return
    await requireSyncable()
    checkpoint.version = await makeVersion(accepted(), workspace, gtm)
  })
  if (!work.publishes && checkpoint.version && !checkpoint.published) {
    await withTenant(tenant, { deleted: 'include' }, (db) => recordAwaitingPublish(db, claim))
    return 'awaiting_publish'
  }
  await step('publish', async () => {
    if (checkpoint.published) return
    await requireSyncable()
    await publish(work, checkpoint, gtm, interrupted)
    checkpoint.published = true
  })
  return await end(await verifyLive(accepted(), conversions, gtm))

  /** A pause, or another container chosen, holds from the next step on that people would notice. */
  async function requireSyncable(): Promise<void> {
    const syncable = await withTenant(tenant, { readOnly: true, deleted: 'include' }, (db) =>
      isSyncable(db, claim),
    )
    if (!syncable) throw new NoLongerSyncableError()
  }

  /** The work without what Google has refused so far. */
  function accepted(): Work {
    return { ...work, items: work.items.filter(({ trackingId }) => !checkpoint.rejected[trackingId]) }
  }

  /** One step: the lease is prolonged before it, and what it brought is on record after it. */
  async function step<T>(name: string, take: () => Promise<T>): Promise<T> {
    await renewClaim(claim)
    const before = JSON.stringify(checkpoint)
    const result = await spanned(`sync.${name}`, {}, take)
    if (JSON.stringify(checkpoint) !== before) {
      await withTenant(tenant, { deleted: 'include' }, (db) => saveCheckpoint(db, claim, checkpoint))
    }
    log.info('sync.step', { syncRunId: claim.runId, step: name })
    return result
  }

  function allRejected(): boolean {
    return work.items.length > 0 && accepted().items.length === 0
  }

  async function end(live?: Observed): Promise<Outcome> {
    const { conversions = {}, rejected } = checkpoint
    await withTenant(tenant, { deleted: 'include' }, async (db) => {
      if (live) await recoverContainer(db, work)
      await recordEnd(db, claim, { work, conversions, rejected, ...(live && { live }) })
      await requeueDeletions(db, work, rejected)
    })
    return allRejected() ? 'failed' : 'succeeded'
  }
}

/** Puts the run off or ends it, by what went wrong. */
async function failOrPostpone(claim: Claim, progress: Progress, error: unknown): Promise<Outcome> {
  const { work, checkpoint } = progress
  const { conversions = {}, rejected } = checkpoint
  const failure = failureOf(error)
  const verdict = verdictOn(error, work?.attempts ?? 1)
  log.warn('sync.run.interrupted', {
    syncRunId: claim.runId,
    reason: failure.code,
    next: verdict.kind,
    waitMs: verdict.kind === 'wait' ? verdict.waitMs : undefined,
    ...(failure.code === 'internal' ? describeError(error) : {}),
  })
  if (verdict.kind === 'wait') {
    await postponeClaim(claim, verdict.waitMs, verdict.costsAttempt, failure)
    return 'postponed'
  }
  await withTenant(tenantOf(claim), { deleted: 'include' }, async (db) => {
    if (work && losesContainer(error)) await loseContainer(db, work)
    await recordEnd(db, claim, { work, conversions, rejected, failure })
    if (work) await requeueDeletions(db, work)
  })
  return 'failed'
}
