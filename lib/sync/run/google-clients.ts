import type { GoogleAdsOptions } from '../../google/google-ads.ts'
import { type TagManager, tagManager } from '../../google/tag-manager.ts'
import type { TakeQuota } from '../../google/tag-manager-call.ts'
import { tagManagerQuota } from '../../google/tag-manager-quota.ts'
import type { RunSession } from './run-session.ts'

/** How long one call to Tag Manager may wait for quota before the whole run is postponed, in milliseconds. What the
 * watch has used comes free slot by slot, every 4.3 s. */
const QUOTA_WAIT_MS = 10_000

/** Of one request: five of Google Ads in a row end well within the lease. In milliseconds. */
const TIMEOUT_MS = 20_000

export type GoogleClients = { gtm: TagManager; ads: GoogleAdsOptions }

type GoogleClientOptions = {
  timeoutMs?: number | undefined
  /** Whose slots it takes: those of its organization, unless it is a look of the watch. */
  quota?: TakeQuota | undefined
}

/** Google as a run calls it: every call to Tag Manager takes a slot of the quota and extends the lease. */
export function googleClients(
  session: RunSession,
  accessToken: string,
  { timeoutMs = TIMEOUT_MS, quota = quotaOf(session) }: GoogleClientOptions = {},
): GoogleClients {
  const takeQuota = async (signal?: AbortSignal) => {
    await quota(signal)
    await session.renew()
  }
  const ads = { accessToken, timeoutMs }
  return { gtm: tagManager({ ...ads, takeQuota }), ads }
}

function quotaOf({ tenant }: RunSession): TakeQuota {
  return tagManagerQuota(tenant.organizationId, { maxWaitMs: QUOTA_WAIT_MS })
}
