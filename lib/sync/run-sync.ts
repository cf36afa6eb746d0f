import { accessToken } from '../connections/access-token.ts'
import { GoogleError } from '../google/errors.ts'
import { quotaFor } from '../google/quota.ts'
import { tagManager } from '../google/tag-manager.ts'
import { describeError, log } from '../log.ts'
import { metered } from '../meter.ts'
import { EntryRefused } from '../tenant/entry-refused.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import { type Claim, claimRun, LeaseLost, postponeClaim, renewClaim, tenantOf } from './claim.ts'
import { makeVersion } from './container-step.ts'
import { ensureConversions } from './conversion-step.ts'
import { failureOf, verdictOn } from './failure.ts'
import { recordAwaitingPublish, recordFailure, recordSuccess } from './finish.ts'
import { publish, verifyLive } from './publish-step.ts'
import { saveCheckpoint, takeWork } from './take-work.ts'
import { wishDeletesAgain } from './wish-deletes-again.ts'
import type { Checkpoint, Work } from './work.ts'

/** How a run ended, or for how long it was put off. */
export type Outcome = 'succeeded' | 'awaiting_publish' | 'failed' | 'postponed' | 'lost'

/** How long one call to Tag Manager may wait for quota before the whole run is put off, in milliseconds. */
const QUOTA_WAIT_MS = 3_000

/**
 * Claims and executes due runs until none is left or the deadline has come. Any number of these may go on at once, in
 * any number of processes.
 * @param options.runId only this run (the kick after a request)
 * @param options.deadline no run is begun after it
 */
export async function runSync(options: { runId?: string; deadline: Date }): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  while (Date.now() < options.deadline.getTime()) {
    const claim = await claimRun(options.runId)
    if (!claim) break
    outcomes.push(await execute(claim))
    if (options.runId) break
  }
  return outcomes
}

/** One claimed run, from where it stands to its end; it never throws. */
async function execute(claim: Claim): Promise<Outcome> {
  const startedAt = performance.now()
  return metered(async (meter) => {
    let outcome: Outcome
    try {
      outcome = await attempt(claim)
    } catch (error) {
      outcome = 'lost'
      log.error('sync.run.lost', { syncRunId: claim.runId, ...describeError(error) })
    }
    log.info('sync.run', {
      syncRunId: claim.runId,
      organizationId: claim.organizationId,
      outcome,
      durationMs: Math.round(performance.now() - startedAt),
      ...meter,
    })
    return outcome
  })
}

/** What is known when a run breaks off. */
type Progress = { work?: Work; checkpoint: Checkpoint; token?: string }

async function attempt(claim: Claim): Promise<Outcome> {
  const progress: Progress = { checkpoint: {} }
  try {
    return await stepsWithFreshToken(claim, progress)
  } catch (error) {
    if (error instanceof LeaseLost || (error instanceof EntryRefused && error.reason === 'lease_lost')) {
      return 'lost'
    }
    return await breakOff(claim, progress, error)
  }
}

/** A token that Google refuses before its time is refreshed once; the steps then go on from the checkpoint. */
async function stepsWithFreshToken(claim: Claim, progress: Progress): Promise<Outcome> {
  try {
    return await steps(claim, progress)
  } catch (error) {
    const rejected = error instanceof GoogleError && error.reason === 'access_token_rejected'
    if (!rejected || progress.token === undefined) throw error
    return await steps(claim, progress)
  }
}

async function steps(claim: Claim, progress: Progress): Promise<Outcome> {
  const tenant = tenantOf(claim)
  const taken = await withTenant(tenant, { deleted: 'include' }, (db) => takeWork(db, claim))
  if ('unready' in taken) {
    await postponeClaim(claim, 0, false)
    return 'postponed'
  }
  const { work, checkpoint } = taken
  progress.work = work
  progress.checkpoint = checkpoint
  if (work.items.length === 0) return await succeed({ tag: [], trigger: [], builtInVariable: [] })

  const { customer } = work
  const token = await accessToken(tenant, customer.googleAccountId, { rejected: progress.token })
  progress.token = token
  const takeQuota = quotaFor(claim.organizationId, { maxWaitMs: QUOTA_WAIT_MS })
  const gtm = tagManager({ accessToken: token, takeQuota })

  const conversions = await step('conversions', async () => {
    checkpoint.conversions ??= await ensureConversions(work, {
      accessToken: token,
      loginCustomerId: customer.loginCustomerId,
    })
    return checkpoint.conversions
  })
  const interrupted = checkpoint.version !== undefined
  await step('version', async () => {
    if (checkpoint.version || checkpoint.alreadyLive) return
    Object.assign(checkpoint, await makeVersion(work, conversions, gtm))
  })
  if (!work.publishes && checkpoint.version && !checkpoint.published) {
    await withTenant(tenant, { deleted: 'include' }, (db) => recordAwaitingPublish(db, claim))
    return 'awaiting_publish'
  }
  await step('publish', async () => {
    if (checkpoint.published) return
    await publish(work, checkpoint, gtm, interrupted)
    checkpoint.published = true
  })
  return await succeed(await verifyLive(work, conversions, gtm))

  /** One step: the lease is prolonged before it, and what it brought is on record after it. */
  async function step<T>(name: string, take: () => Promise<T>): Promise<T> {
    await renewClaim(claim)
    const before = JSON.stringify(checkpoint)
    const result = await take()
    if (JSON.stringify(checkpoint) !== before) {
      await withTenant(tenant, { deleted: 'include' }, (db) => saveCheckpoint(db, claim, checkpoint))
    }
    log.info('sync.step', { syncRunId: claim.runId, step: name })
    return result
  }

  async function succeed(live: Parameters<typeof recordSuccess>[4]): Promise<Outcome> {
    await withTenant(tenant, { deleted: 'include' }, (db) =>
      recordSuccess(db, claim, work, checkpoint.conversions ?? {}, live),
    )
    return 'succeeded'
  }
}

/** Puts the run off or ends it, by what went wrong. */
async function breakOff(claim: Claim, progress: Progress, error: unknown): Promise<Outcome> {
  const failure = failureOf(error)
  const verdict = verdictOn(error, progress.work?.attempts ?? 1)
  log.warn('sync.run.broke_off', {
    syncRunId: claim.runId,
    reason: failure.code,
    next: verdict.kind,
    waitMs: verdict.kind === 'wait' ? verdict.waitMs : undefined,
    ...(failure.code === 'internal' ? describeError(error) : {}),
  })
  if (verdict.kind === 'wait') {
    await postponeClaim(claim, verdict.waitMs, verdict.costsAttempt)
    return 'postponed'
  }
  await withTenant(tenantOf(claim), { deleted: 'include' }, async (db) => {
    await recordFailure(db, claim, failure, progress.work, progress.checkpoint.conversions ?? {})
    if (progress.work) await wishDeletesAgain(db, progress.work)
  })
  return 'failed'
}
