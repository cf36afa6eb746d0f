import { waitUntil } from '@vercel/functions'
import { BACKGROUND_MS } from '../../concurrency/background-ms.ts'
import { describeError, log } from '../../telemetry/log.ts'
import type { AccessTokenSource } from '../../tenant/access-token-source.ts'
import { runSync } from './run-sync.ts'

/**
 * Starts a run right after the response, instead of at the next sweep, and goes on with whatever else is due: a run
 * that had to wait for this one's container among it. Nothing depends on it: should the instance die, the sweep takes over.
 */
export function startInBackground(runId: string, accessToken: AccessTokenSource): void {
  waitUntil(
    work(runId, accessToken).catch((error: unknown) =>
      log.error('sync.background.failed', describeError(error)),
    ),
  )
}

async function work(runId: string, accessToken: AccessTokenSource): Promise<void> {
  const deadline = new Date(Date.now() + BACKGROUND_MS)
  await runSync({ runId, deadline, accessToken })
  await runSync({ deadline, accessToken })
}
