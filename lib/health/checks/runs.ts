import type { Facts } from '../facts/facts.ts'
import { OK, type Verdict, warn } from '../verdict.ts'
import { unknown } from './unknown.ts'

/** No run has been due, or without a live lease, for a quarter of an hour. */
export function judgeRuns({ system }: Facts): Verdict {
  if (!('value' in system)) return unknown('SYSTEM_DATABASE_URL')
  const { overdueRuns } = system.value
  return overdueRuns === 0
    ? OK
    : warn(
        `${overdueRuns} runs have waited for over 15 minutes: \`npm run db:insights\` shows the queue and why runs fail.`,
      )
}
