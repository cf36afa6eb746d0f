import { accessToken } from '../connections/tokens/access-token.ts'
import { type ChoiceOutcome, resolveChoices } from '../customers/resolve-choices.ts'
import { runSync } from '../sync/run/run-sync.ts'
import { releaseFrozen } from './release-frozen.ts'

/** Runs at the same time: while one waits for Google or for quota, another goes on. */
const WORKERS = 4
/** No run is begun after this, so that the last one ends within the function's limit. In milliseconds. */
const BEGIN_UNTIL_MS = 200_000

type Swept = { released: number; outcomes: Record<string, number>; choices: Record<ChoiceOutcome, number> }

/**
 * Executes everything that is due: what an edit has queued, what a start in the background has not finished, what a freeze
 * has held up that is over, and the choices that were requested for new customers.
 */
export async function sweepRuns(): Promise<Swept> {
  const deadline = new Date(Date.now() + BEGIN_UNTIL_MS)
  const released = await releaseFrozen()
  const [choices, ...ended] = await Promise.all([
    resolveChoices(deadline),
    ...Array.from({ length: WORKERS }, () => runSync({ deadline, accessToken })),
  ])
  const outcomes: Record<string, number> = {}
  for (const outcome of ended.flat()) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  return { released, outcomes, choices }
}
