import { waitUntil } from '@vercel/functions'
import { describeError, log } from '../telemetry/log.ts'
import { resolveChoices } from './resolve-choices.ts'

/** How long a function may go on after its response, in milliseconds; `vercel.json` gives it a little more. */
const BACKGROUND_MS = 100_000

/** Begins with requested choices right after the response. Nothing depends on it: the schedule takes the rest. */
export function startChoices(): void {
  waitUntil(
    resolveChoices(new Date(Date.now() + BACKGROUND_MS)).catch((error: unknown) =>
      log.error('customer.choices_failed', describeError(error)),
    ),
  )
}
