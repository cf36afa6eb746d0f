import { waitUntil } from '@vercel/functions'
import { BACKGROUND_MS } from '../concurrency/background-ms.ts'
import { describeError, log } from '../telemetry/log.ts'
import { resolveChoices } from './resolve-choices.ts'

/** Begins with requested choices right after the response. Nothing depends on it: the schedule takes the rest. */
export function startChoices(): void {
  waitUntil(
    resolveChoices(new Date(Date.now() + BACKGROUND_MS)).catch((error: unknown) =>
      log.error('customer.choices_failed', describeError(error)),
    ),
  )
}
