import { type CheckedChains, checkChains } from '../audit/check-chains.ts'
import { type SignedChains, signChains } from '../audit/sign-chains.ts'
import { sumDenials } from '../audit/sum-denials.ts'
import { type ArrangedMonths, arrangeMonths } from './arrange-months.ts'
import { maintainFindings } from './maintain-findings.ts'
import { purgeApiKeys } from './purge-api-keys.ts'
import { purgeHistory } from './purge-history.ts'
import { purgeIdempotencyKeys } from './purge-idempotency-keys.ts'
import { purgeRateLimits } from './purge-rate-limits.ts'

/** Nothing begins after this, so that the last part ends within the function's limit. In milliseconds. */
const BEGIN_UNTIL_MS = 200_000

export type Maintained = {
  denials: number
  chains: SignedChains
  fullChecks: CheckedChains
  reopenedFindings: number
  conversionMonths: ArrangedMonths
  purged: {
    idempotencyKeys: number
    requestCounts: number
    apiKeys: number
    findings: number
    containerVersions: number
    historyEntries: number
  }
}

/**
 * Maintains the database: sums up denied attempts, checks and signs audit chains, checks whole ones in turn, ends
 * dismissals whose time is over, makes and drops months of conversion days, purges expired idempotency keys, request counts,
 * API keys that ended long ago, old findings, unseen versions and old entries of histories.
 */
export async function maintain(now: () => Date = () => new Date()): Promise<Maintained> {
  const beginUntil = new Date(now().getTime() + BEGIN_UNTIL_MS)
  const denials = await sumDenials(beginUntil, now)
  const chains = await signChains(beginUntil, now)
  const fullChecks = await checkChains(beginUntil, now)
  const idempotencyKeys = await purgeIdempotencyKeys(now)
  const requestCounts = await purgeRateLimits(now)
  const apiKeys = await purgeApiKeys(now)
  const { reopened: reopenedFindings, findings, versions: containerVersions } = await maintainFindings(now)
  const conversionMonths = await arrangeMonths(now)
  const historyEntries = await purgeHistory(now)
  const purged = { idempotencyKeys, requestCounts, apiKeys, findings, containerVersions, historyEntries }
  return { denials, chains, fullChecks, reopenedFindings, conversionMonths, purged }
}
