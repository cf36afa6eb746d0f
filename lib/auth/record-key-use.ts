import { waitUntil } from '@vercel/functions'
import { LruMap } from '../cache/lru-map.ts'
import { callSystem } from '../db/system-pool.ts'
import { describeError, log } from '../telemetry/log.ts'

const MINUTE_MS = 60_000

/** When this instance recorded the use of a key last, so that a busy one costs no statement a request. */
const recorded = new LruMap<string, { at: number }>(10_000)

/**
 * Records after the response that a key was used, once a minute at most over all instances; the database sees to that.
 * Nothing depends on it: what fails is recorded by the next request.
 */
export function recordKeyUse(organizationId: string, apiKeyId: string, now = Date.now()): void {
  const last = recorded.get(apiKeyId)
  if (last && now - last.at < MINUTE_MS) return
  recorded.set(apiKeyId, { at: now })
  waitUntil(
    callSystem('select app.record_key_use($1, $2)', [organizationId, apiKeyId], { concurrent: true }).catch(
      (error: unknown) => {
        recorded.delete(apiKeyId)
        log.warn('api_key.use_lost', { organizationId, apiKeyId, ...describeError(error) })
      },
    ),
  )
}
