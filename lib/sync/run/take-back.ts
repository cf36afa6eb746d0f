import { issueOf } from '../../findings/issue-of.ts'
import { openFinding } from '../../findings/open-finding.ts'
import { queueRollback } from '../queue/queue-rollback.ts'
import { failureOf } from './failure-of.ts'
import { lockCustomer } from './lock-customer.ts'
import { namesOf } from './names-of.ts'
import type { Outcome } from './outcome.ts'
import { recordEnd } from './record-end.ts'
import { recordFindings } from './record-findings.ts'
import { requeueDeletions } from './requeue-deletions.ts'
import type { RunSession } from './run-session.ts'
import type { Judgement, RunState, TakenBack } from './run-state.ts'
import { SyncBlockedError } from './sync-blocked-error.ts'

/**
 * Ends a run whose version keeps trackings from counting that counted before: it has failed, the customer is on hold, and
 * a rollback is queued, all in one transaction.
 */
export async function takeBack(
  session: RunSession,
  state: RunState,
  judgement: Judgement,
  { trackingIds, previous }: TakenBack,
): Promise<Outcome> {
  const { work, checkpoint } = state
  const undoes = checkpoint.version?.id ?? ''
  const failure = failureOf(new SyncBlockedError('taken_back', { ours: undoes, previous }))
  const names = namesOf(work, trackingIds)
  const since = new Date().toISOString()
  await session.write(async (db) => {
    await lockCustomer(db, work.customer.id)
    await recordFindings(db, state, judgement)
    await openFinding(db, work.customer.id, [
      issueOf('rollback.automatic', undefined, 'hold', { undone: undoes, previous, names, since }),
    ])
    await recordEnd(db, session.claim, state, failure)
    await requeueDeletions(db, work)
    // One that an ADMIN has asked for meanwhile is the one that runs.
    const requested = await db.syncRun.count({
      where: { customerId: work.customer.id, kind: 'ROLLBACK', status: 'QUEUED' },
    })
    if (requested === 0) {
      await queueRollback(db, work.customer.id, { rollback: 'previous_version', undoes })
    }
  })
  return 'failed'
}
