import { describeError, log } from '../telemetry/log.ts'
import { metered } from '../telemetry/meter.ts'
import { runTask } from '../telemetry/task.ts'
import type { AccessTokenSource } from '../tenant/access-token-source.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { type AccountReport, askAccount } from './ask-account.ts'
import { type CollectedAccount, collectedAccount } from './collected-account.ts'
import { type Collection, isCollectionLost } from './collection.ts'
import type { CollectionOutcome } from './collection-outcome.ts'
import { type CollectionSession, collectionSession } from './collection-session.ts'
import { earlierCounts } from './earlier-counts.ts'
import { giveUp } from './give-up.ts'
import { earlierDays, judgeTrackings } from './judge-trackings.ts'
import { nextCollection } from './next-collection.ts'
import { recordDays } from './record-days.ts'
import { recordEvidence } from './record-evidence.ts'
import { recordUnknown } from './record-unknown.ts'
import { trackingBatches } from './tracking-batches.ts'

export type CollectOptions = { accessToken: AccessTokenSource; now: () => Date }

/** Collects a claimed account, traced and logged; it never throws. */
export function collectAccount(collection: Collection, options: CollectOptions): Promise<CollectionOutcome> {
  const { organizationId, adsAccountId } = collection
  const session = collectionSession(collection)
  const { requestId } = session.tenant
  return runTask({ operation: 'evidence.collect', requestId, organizationId }, () =>
    metered(async (meter) => {
      const outcome = await attempt(session, options).catch((error: unknown) => {
        if (isCollectionLost(error)) return 'lost' as const
        log.error('evidence.collection_failed', { organizationId, adsAccountId, ...describeError(error) })
        return 'failed' as const
      })
      log.info('evidence.collection', { organizationId, adsAccountId, outcome, ...meter })
      return outcome
    }),
  )
}

async function attempt(
  session: CollectionSession,
  { accessToken, now }: CollectOptions,
): Promise<CollectionOutcome> {
  const account = await session.read((db) => collectedAccount(db, session))
  try {
    return await collect(session, account, accessToken, now())
  } catch (error) {
    if (isCollectionLost(error)) throw error
    return await giveUp(session, account, error, now())
  }
}

/** A process that ends in the middle leaves nothing wrong: what it wrote is written again, the account itself last. */
async function collect(
  session: CollectionSession,
  account: CollectedAccount,
  accessToken: AccessTokenSource,
  now: Date,
): Promise<CollectionOutcome> {
  if (account.trackings.every(({ actionName }) => actionName === null)) {
    await recordUnknown(session, account, 'not_synced', now)
    await session.end(nextCollection(now, account.timeZone ?? 'UTC', session), false)
    return 'collected'
  }
  const report = await askAccount(account, { session, accessToken, now })
  for (const { customerId, trackings } of trackingBatches(account.trackings)) {
    await session.renew()
    const ids = trackings.map(({ trackingId }) => trackingId)
    const earlier = await session.read((db) => earlierCounts(db, ids, earlierDays(report)))
    const judged = judgeTrackings(trackings, report, earlier)
    await session.write(async (db) => {
      await recordEvidence(db, customerId, judged, now)
      await recordDays(db, customerId, judged, report)
    })
  }
  await session.write((db) => recordCollected(db, session, report, now))
  await session.end(nextCollection(now, report.timeZone, session), false)
  return 'collected'
}

async function recordCollected(
  db: TenantDb,
  { adsAccountId }: Collection,
  { timeZone, currency, window }: AccountReport,
  now: Date,
): Promise<void> {
  await db.$executeRaw`
    update evidence_account e
    set time_zone = ${timeZone}, currency = ${currency}, collected_from = ${window.knownFrom}::date,
      collected_through = ${window.through}::date, collected_at = ${now},
      long_read_at = case when ${window.isLong} then ${now} else e.long_read_at end, error_code = null
    where e.organization_id = (select app.require_org()) and e.ads_account_id = ${adsAccountId}`
}
