import type { Facts } from '../facts/facts.ts'
import { fail, OK, type Verdict, warn } from '../verdict.ts'
import { unknown } from './unknown.ts'

/** From here on somebody should look; at five minutes the database accepts nothing any more. */
const WARN_FROM_MS = 30_000
const FAIL_FROM_MS = 300_000

/** The clocks of the functions and of the database agree. */
export function judgeClock({ database }: Facts): Verdict {
  if (!('value' in database)) return unknown('DATABASE_URL')
  const { clockAheadMs } = database.value
  const apart = Math.abs(clockAheadMs)
  if (apart < WARN_FROM_MS) return OK
  const fix = `The database's clock is ${Math.round(apart / 1000)} s ${clockAheadMs > 0 ? 'ahead of' : 'behind'} the functions': set it right; from five minutes on nothing is served.`
  return apart < FAIL_FROM_MS ? warn(fix) : fail(fix)
}
