import { setTimeout as wait } from 'node:timers/promises'
import { callSystem } from '../db/system-pool.ts'
import { env } from '../settings/env.ts'
import { GoogleError } from './google-error.ts'
import type { TakeQuota } from './tag-manager-call.ts'

/** A slot that took longer than this to arrive is not used: the start would be too late for its window. */
const STALE_AFTER_MS = 1_500

type QuotaResponse = {
  granted: boolean
  retry_after_ms: number
  reason: 'share' | 'window' | 'day' | 'day_share' | 'people' | null
}

type QuotaOptions = {
  /** How long one call may wait for a slot, in milliseconds; 0 takes one now or none. */
  maxWaitMs?: number
}

/**
 * The quota of Tag Manager, shared by all organizations and instances through PostgreSQL: one slot for every start of
 * a request, within the figures of the settings, for the Cloud project of the OAuth client. https://developers.google.com/tag-platform/tag-manager/api/v2/limits-quotas
 */
export function tagManagerQuota(organizationId: string, { maxWaitMs = 0 }: QuotaOptions = {}): TakeQuota {
  return quotaOf(maxWaitMs, (figures) =>
    callSystem<QuotaResponse>('select * from app.take_quota_slot($1, null, $2, $3, $4)', [
      organizationId,
      ...figures,
    ]),
  )
}

/**
 * The same for the watch, which takes only what no user waits for: no slot while a run of people is due or at work, one
 * after the other in even steps, and a part of the window and of the day is left.
 */
export function watchQuota({ maxWaitMs = 0 }: QuotaOptions = {}): TakeQuota {
  return quotaOf(maxWaitMs, (figures) =>
    callSystem<QuotaResponse>('select * from app.take_watch_slot(null, $1, $2, $3, $4)', [
      ...figures,
      env().GOOGLE_WRITES === 'on',
    ]),
  )
}

type Figures = [project: string, perWindow: number, perDay: number]

function quotaOf(maxWaitMs: number, take: (figures: Figures) => Promise<QuotaResponse[]>): TakeQuota {
  return async (signal) => {
    const deadline = Date.now() + maxWaitMs
    for (;;) {
      const askedAt = Date.now()
      const { GOOGLE_CLIENT_ID, QUOTA_PER_100_S, QUOTA_PER_DAY } = env()
      const [response] = await take([cloudProjectOf(GOOGLE_CLIENT_ID), QUOTA_PER_100_S, QUOTA_PER_DAY])
      const granted = response?.granted === true
      if (granted && Date.now() - askedAt <= STALE_AFTER_MS) return
      const retryAfterMs = granted ? 0 : (response?.retry_after_ms ?? 1_000)
      if (Date.now() + retryAfterMs > deadline) throw exhausted(response, retryAfterMs)
      await wait(retryAfterMs, undefined, { signal })
    }
  }
}

/** The number of the Cloud project, to which the quota belongs: an OAuth client's id begins with it. */
function cloudProjectOf(clientId: string): string {
  return /^(\d+)-/.exec(clientId)?.[1] ?? ''
}

function exhausted(response: QuotaResponse | undefined, retryAfterMs: number): GoogleError {
  const reason = response?.reason?.startsWith('day') ? 'daily_quota_exhausted' : 'rate_limited'
  return new GoogleError(reason, { service: 'tagmanager', operation: 'quota', retryAfterMs })
}
