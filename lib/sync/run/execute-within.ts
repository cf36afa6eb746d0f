import { setTimeout as wait } from 'node:timers/promises'
import { waitUntil } from '@vercel/functions'
import { describeError, log } from '../../telemetry/log.ts'
import type { AccessTokenSource } from '../../tenant/access-token-source.ts'
import { runSync } from './run-sync.ts'

/**
 * Executes a run for a request that waits for its result, for so long at most: it goes on in the background then. One that
 * cannot be claimed now, or has to wait for quota, is left to the sweep.
 */
export async function executeWithin(
  timeMs: number,
  runId: string,
  accessToken: AccessTokenSource,
): Promise<void> {
  const work = runSync({ runId, deadline: new Date(Date.now() + timeMs), accessToken }).catch(
    (error: unknown) => log.error('sync.background.failed', describeError(error)),
  )
  waitUntil(work)
  const waiting = new AbortController()
  const timeout = wait(timeMs, undefined, { signal: waiting.signal }).catch(() => undefined)
  await Promise.race([work, timeout])
  waiting.abort()
}
