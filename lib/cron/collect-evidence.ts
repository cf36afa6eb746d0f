import { accessToken } from '../connections/tokens/access-token.ts'
import { collectAccount } from '../evidence/collect-account.ts'
import { claimCollection } from '../evidence/collection.ts'
import type { CollectionOutcome } from '../evidence/collection-outcome.ts'

/** Accounts at the same time: while one waits for Google, others are written. */
const WORKERS = 4
/** No account is begun after this, so that the last one ends within the function's limit. In milliseconds. */
const BEGIN_UNTIL_MS = 240_000

/**
 * Collects what Google Ads has counted from each account that is due, one question of each kind, until none is left, the
 * time is over or Google allows no more. Any number of these may go on at once and may be killed: what is done and what is
 * not is in the database.
 * @returns how many accounts ended how
 */
export async function collectEvidence(
  now: () => Date = () => new Date(),
): Promise<{ outcomes: Partial<Record<CollectionOutcome, number>> }> {
  const outcomes: Partial<Record<CollectionOutcome, number>> = {}
  let beginUntil = Date.now() + BEGIN_UNTIL_MS
  const work = async () => {
    while (Date.now() < beginUntil) {
      const collection = await claimCollection()
      if (!collection) break
      const outcome = await collectAccount(collection, { accessToken, now })
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      // What it allows is the project's, of all accounts together.
      if (outcome === 'out_of_quota') beginUntil = 0
    }
  }
  await Promise.all(Array.from({ length: WORKERS }, work))
  return { outcomes }
}
