import { createHash } from 'node:crypto'
import { dayNumber } from './day-number.ts'
import { dayOf } from './day-of.ts'
import { instantOf } from './instant-of.ts'
import { localDay } from './local-day.ts'

/** From 3 to 9 o’clock: the day before is over, Google has counted most of it, and people have the result in the morning. */
const FIRST_HOUR = 3
const HOURS = 6

/** When an account is collected next: on its next local day, at a moment of its own, so that accounts spread over the hours. */
export function nextCollection(
  now: Date,
  timeZone: string,
  account: { organizationId: string; adsAccountId: string },
): Date {
  const tomorrow = dayOf(dayNumber(localDay(now, timeZone)) + 1)
  const seconds = FIRST_HOUR * 3_600 + Math.floor(placeOf(account) * HOURS * 3_600)
  const time = new Date(seconds * 1_000).toISOString().slice(11, 19)
  return instantOf(`${tomorrow} ${time}`, timeZone)
}

/** From 0 to 1, always the same for an account. */
function placeOf({ organizationId, adsAccountId }: { organizationId: string; adsAccountId: string }): number {
  const digest = createHash('sha256').update(`${organizationId}/${adsAccountId}`).digest()
  return digest.readUInt32BE() / 2 ** 32
}
