import { setTimeout as wait } from 'node:timers/promises'
import { callSystem } from '../db/system-pool.ts'
import { GoogleError } from './google-error.ts'
import type { TakeQuota } from './tag-manager-call.ts'

/** A slot that took longer than this to arrive is not used: the start would be too late for its window. */
const STALE_AFTER_MS = 1_500

type QuotaResponse = {
  granted: boolean
  retry_after_ms: number
  reason: 'share' | 'window' | 'day' | 'day_share' | null
}

type QuotaOptions = {
  /** How long one call may wait for a slot, in milliseconds; 0 takes one now or none. */
  maxWaitMs?: number
}

/**
 * The quota of Tag Manager, shared by all organizations and instances through PostgreSQL: one slot for every start of
 * a request. https://developers.google.com/tag-platform/tag-manager/api/v2/limits-quotas
 */
export function tagManagerQuota(organizationId: string, { maxWaitMs = 0 }: QuotaOptions = {}): TakeQuota {
  return async (signal) => {
    const deadline = Date.now() + maxWaitMs
    for (;;) {
      const askedAt = Date.now()
      const [response] = await callSystem<QuotaResponse>('select * from app.take_quota_slot($1)', [
        organizationId,
      ])
      const granted = response?.granted === true
      if (granted && Date.now() - askedAt <= STALE_AFTER_MS) return
      const retryAfterMs = granted ? 0 : (response?.retry_after_ms ?? 1_000)
      if (Date.now() + retryAfterMs > deadline) throw exhausted(response, retryAfterMs)
      await wait(retryAfterMs, undefined, { signal })
    }
  }
}

function exhausted(response: QuotaResponse | undefined, retryAfterMs: number): GoogleError {
  const reason = response?.reason?.startsWith('day') ? 'daily_quota_exhausted' : 'rate_limited'
  return new GoogleError(reason, { service: 'tagmanager', operation: 'quota', retryAfterMs })
}
