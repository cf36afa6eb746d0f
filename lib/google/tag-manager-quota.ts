import { setTimeout as wait } from 'node:timers/promises'
import { callSystem } from '../db/system-pool.ts'
import { GoogleError } from './google-error.ts'
import type { TakeQuota } from './tag-manager-call.ts'

/** A slot whose grant took longer than this to arrive is given up: the start would be too late for its window. */
const STALE_AFTER_MS = 1_500

type Answer = {
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
export function quotaFor(organizationId: string, { maxWaitMs = 0 }: QuotaOptions = {}): TakeQuota {
  return async (signal) => {
    const deadline = Date.now() + maxWaitMs
    for (;;) {
      const asked = Date.now()
      const [answer] = await callSystem<Answer>('select * from app.take_quota_slot($1)', [organizationId])
      const granted = answer?.granted === true
      if (granted && Date.now() - asked <= STALE_AFTER_MS) return
      const retryAfterMs = granted ? 0 : (answer?.retry_after_ms ?? 1_000)
      if (Date.now() + retryAfterMs > deadline) throw exhausted(answer, retryAfterMs)
      await wait(retryAfterMs, undefined, { signal })
    }
  }
}

function exhausted(answer: Answer | undefined, retryAfterMs: number): GoogleError {
  const reason = answer?.reason?.startsWith('day') ? 'daily_quota_exhausted' : 'rate_limited'
  return new GoogleError(reason, { service: 'tagmanager', operation: 'quota', retryAfterMs })
}
