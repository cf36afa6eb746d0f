import { dayNumber } from './day-number.ts'
import { dayOf } from './day-of.ts'
import { localDay } from './local-day.ts'

/** Google counts a conversion up to so many days after it, mostly: each day is read again as long. */
const DAYS = 30
/** The longest time from click to conversion, read again once a week, and the first time. */
const LONG_DAYS = 90
const LONG_EVERY_MS = 7 * 86_400_000

/** What was collected of an account by now. Days are YYYY-MM-DD in its time zone. */
export type CollectedDays = { from: string | null; through: string | null; longReadAt: Date | null }

/** The days to ask for, all of them over, and those that are known without a gap once they are read. */
export type ReadWindow = { from: string; through: string; isLong: boolean; knownFrom: string }

/** Which days are read of an account now. */
export function readWindow(
  now: Date,
  timeZone: string,
  { from, through, longReadAt }: CollectedDays,
): ReadWindow {
  const last = dayNumber(localDay(now, timeZone)) - 1
  const isGapless = (first: number) => through !== null && dayNumber(through) >= first - 1
  const isLong =
    longReadAt === null ||
    now.getTime() - longReadAt.getTime() >= LONG_EVERY_MS ||
    !isGapless(last - DAYS + 1)
  const first = last - (isLong ? LONG_DAYS : DAYS) + 1
  const known = from !== null && isGapless(first) ? Math.min(dayNumber(from), first) : first
  return { from: dayOf(first), through: dayOf(last), isLong, knownFrom: dayOf(known) }
}
