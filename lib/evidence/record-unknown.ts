import type { CollectedAccount } from './collected-account.ts'
import type { CollectionSession } from './collection-session.ts'
import type { UnknownReason } from './evidence-rule.ts'
import { judgedUnknown } from './judge-trackings.ts'
import { recordEvidence } from './record-evidence.ts'
import { trackingBatches } from './tracking-batches.ts'

/** Says of every tracking of an account that nothing is known of it, and why; what was counted stays. */
export async function recordUnknown(
  session: CollectionSession,
  { trackings }: CollectedAccount,
  reason: UnknownReason,
  now: Date,
): Promise<void> {
  for (const { customerId, trackings: some } of trackingBatches(trackings)) {
    await session.renew()
    const judged = some.map((tracking) => judgedUnknown(tracking, reason))
    await session.write((db) => recordEvidence(db, customerId, judged, now))
  }
}
