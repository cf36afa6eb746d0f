import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { noSuch } from '../errors/known-problem.ts'
import type { Met } from '../matching/met.ts'
import { TrackingFields } from '../model/tracking-fields.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { MatchTrackings } from './match-input.ts'
import { MAX_MATCHES, type MatchesView } from './match-view.ts'

const ORDER: readonly Met[] = ['yes', 'unknown', 'no']

/** What a tracking waits for, and what the response names it by. */
const Waiting = TrackingFields.omit({
  conversionCategory: true,
  conversionCounting: true,
  conversionValue: true,
  conversionCurrency: true,
  conversionEnhanced: true,
  paused: true,
}).extend({ id: z.string() })

const COLUMNS = {
  id: true,
  name: true,
  type: true,
  selector: true,
  urlPattern: true,
  urlRegex: true,
  ignoreCase: true,
  historyChanges: true,
  eventName: true,
  eventRegex: true,
  linkHost: true,
  fileExtensions: true,
  percent: true,
  seconds: true,
  videoUrl: true,
  waitForTags: true,
  waitForTagsTimeout: true,
  checkValidation: true,
  conditions: true,
  exceptions: true,
} as const satisfies Record<keyof z.infer<typeof Waiting>, true>

/**
 * Which trackings of a customer a visit would fire, by what they wait for: whether they are deployed is another
 * question. One statement, however many there are.
 * @throws AppError `not_found` for the customer
 */
export async function matchTrackings(
  db: TenantDb,
  { customerId, visit }: MatchTrackings,
): Promise<MatchesView> {
  const rows = await db.tracking.findMany({ where: { customerId }, select: COLUMNS })
  if (rows.length === 0) await requireCustomer(db, customerId)
  const trackings = rows.map((row) => Waiting.parse(row))
  // Loaded with the first of these requests: no other needs the parser of HTML.
  const { judgeVisit } = await import('./judge-visit.ts')
  const verdicts = judgeVisit(trackings, visit)
  const matches = trackings.flatMap(({ id, name, type }, index) => {
    const verdict = verdicts[index]
    return verdict ? [{ trackingId: id, name, type, ...verdict }] : []
  })
  const byVerdict = Map.groupBy(matches, ({ fires }) => fires)
  const sorted = ORDER.flatMap((fires) =>
    (byVerdict.get(fires) ?? []).toSorted((a, b) => a.name.localeCompare(b.name)),
  )
  const count = (fires: Met) => byVerdict.get(fires)?.length ?? 0
  return {
    data: sorted.slice(0, MAX_MATCHES).map((match) => ({ ...match, because: match.because() })),
    counts: { yes: count('yes'), no: count('no'), unknown: count('unknown') },
  }
}

async function requireCustomer(db: TenantDb, customerId: string): Promise<void> {
  const customer = await db.customer.findUnique({ where: { id: customerId }, select: { id: true } })
  if (!customer) throw AppError.of(noSuch('customer'))
}
