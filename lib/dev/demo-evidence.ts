import type { ApiClient, Schemas } from '../api-client/api-client.ts'
import { withClient } from '../ops/database/with-client.ts'
import { check, dataOf, heading, step, table } from './demo-output.ts'
import type { Stack } from './start-stack.ts'

type Evidence = {
  stack: Stack
  api: ApiClient
  customerId: string
  trackings: readonly Schemas['Tracking'][]
}

const DAY_MS = 86_400_000
/** As far back as a first collection reads. */
const DAYS = 90
/** Since then the tag of “Newsletter” is paused. */
const SILENT_DAYS = 12
/** Conversions on the days of a week, Sunday first; other trackings have a part or a multiple of it. */
const WEEK = [3, 6, 7, 6, 5, 4, 2]
const PAUSED = 'Newsletter'

/** When the visitors of the demo came: the silence of the paused tag has begun since. */
export function visitedAt(): Date {
  return new Date(Date.now() - (SILENT_DAYS + 1) * DAY_MS)
}

/** Does it count? Three months later, in which one tag has been paused for twelve days. */
export async function showEvidence({ stack, api, customerId, trackings }: Evidence): Promise<void> {
  heading('Does it count? Google Ads is asked once a day')
  const { googleAdsAccountId } = await dataOf(
    'customer',
    api.GET('/v1/customers/{customerId}', { params: { path: { customerId } } }),
  )
  for (const [index, tracking] of trackings.entries()) {
    const days = tracking.name === PAUSED ? DAYS - SILENT_DAYS : DAYS
    stack.sandbox.recordConversions(
      googleAdsAccountId ?? '',
      tracking.conversionLabel ?? '',
      countedDays(days, index + 1),
    )
  }
  step(`Three months go by in Google Ads; “${PAUSED}” counts nothing in the last ${SILENT_DAYS} days`)
  // The demo has made its actions just now; they count as if they had been there all the time.
  await withClient(stack.ownerDatabaseUrl, async (owner) => {
    await owner.query('update tracking set evidence_since = null where customer_id = $1', [customerId])
    await owner.query('update evidence_account set due_at = now() where ads_account_id = $1', [
      googleAdsAccountId,
    ])
  })
  const calls = stack.sandbox.calls.length
  const headers = { authorization: `Bearer ${stack.cronSecret}` }
  const response = await fetch(`${stack.url}/api/cron/collect-evidence`, { headers })
  const asked = stack.sandbox.calls.slice(calls).filter(({ service }) => service !== 'oauth')
  check(
    `Two questions to Google Ads, none to Tag Manager (${response.status})`,
    asked.length === 2 && asked.every(({ service }) => service === 'ads'),
    asked,
  )

  const query = { customerId, order: 'asc' } as const
  const { data } = await dataOf('trackings', api.GET('/v1/trackings', { params: { query } }))
  const report = await dataOf(
    'conversions',
    api.GET('/v1/reports/conversions', { params: { query: { customerId, groupBy: 'tracking', days: 30 } } }),
  )
  table(
    data.map(({ id, name, evidenceState, evidence }) => ({
      tracking: name,
      state: evidenceState,
      'last conversion': evidence?.lastConversionOn ?? null,
      '30 days': countedBy(report, id),
    })),
  )
  const stopped = data.find(({ name }) => name === PAUSED)
  step(stopped?.evidence?.summary ?? '')
  check(
    'Three count, and one has stopped',
    data.filter(({ evidenceState }) => evidenceState === 'COUNTING').length === 3 &&
      stopped?.evidenceState === 'STOPPED',
    data,
  )
  const { data: findings } = await dataOf(
    'findings',
    api.GET('/v1/findings', { params: { query: { trackingId: stopped?.id ?? '' } } }),
  )
  for (const { code, summary } of findings) step(`${code}: ${summary}`)
  check(
    'Its findings say that it stopped, and why',
    ['evidence.stopped', 'cannot_fire.paused'].every((code) => findings.some((each) => each.code === code)),
    findings,
  )
}

/** It is a text where CSV was asked for. */
function countedBy(report: Schemas['ConversionsReport'] | string, trackingId: string): number {
  if (typeof report === 'string' || report.groupBy !== 'tracking') return 0
  return report.data.find((each) => each.trackingId === trackingId)?.conversions ?? 0
}

/** So many days from the first of the three months on, with what each has counted. */
function countedDays(days: number, times: number): Record<string, number> {
  const first = Date.now() - DAYS * DAY_MS
  return Object.fromEntries(
    Array.from({ length: days }, (_, index) => {
      const day = new Date(first + index * DAY_MS)
      return [day.toISOString().slice(0, 10), (WEEK[day.getUTCDay()] ?? 0) * times]
    }),
  )
}
