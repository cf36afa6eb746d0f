import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { collectEvidence } from '../../lib/cron/collect-evidence.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import {
  actionNameOf,
  connectedLogin,
  countingAccount,
  customerOf,
  everyDay,
  storedAccount,
  storedDays,
  trackingOf,
} from '../fixtures/counting-account.ts'
import { ownerPool } from '../fixtures/database.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { newTenant } from '../fixtures/tenant.ts'

const { sandbox } = googleTests()
const owner = ownerPool()
const logged: LogEntry[] = []
beforeAll(() => setLogSink((entry) => logged.push(entry)))
beforeEach(() => logged.splice(0))

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Noon in UTC, so that every zone is on a day of its own choice; leases are compared with the real clock, which is before. */
const NOON = new Date(Math.ceil((Date.now() + HOUR_MS) / DAY_MS) * DAY_MS + 12 * HOUR_MS)

const after = (days: number) => new Date(NOON.getTime() + days * DAY_MS)
const dayBefore = (days: number) => after(-days).toISOString().slice(0, 10)

/** Collects what is due at a time, which is Google's too. */
async function collect(at = NOON) {
  sandbox().setAdsNow(at)
  return (await collectEvidence(() => at)).outcomes
}

const questions = () =>
  sandbox().calls.flatMap(({ service, operation }) =>
    service === 'ads' || service === 'tagmanager' ? `${service} ${operation}` : [],
  )

async function evidenceOf(trackingId: string) {
  const { rows } = await owner.query(
    `select evidence_state as state, evidence -> 'googleAds' ->> 'rule' as rule, last_received_at, evidence_checked_at
     from tracking where id = $1`,
    [trackingId],
  )
  return rows[0]
}

describe('a collection', () => {
  it('keeps what each day has counted, judges it, and is due on the next day', async () => {
    const { trackingId, customerId, adsAccountId, record } = await countingAccount(sandbox())
    record({ ...everyDay(dayBefore(89), dayBefore(1), 3), [dayBefore(2)]: { count: 1.25, value: 0.1 } })
    expect(await collect()).toEqual({ collected: 1 })
    const days = await storedDays(trackingId)
    expect(Object.keys(days)).toHaveLength(89)
    expect(days[dayBefore(2)]).toBe('1.250 0.10 EUR')
    expect(await evidenceOf(trackingId)).toMatchObject({ state: 'COUNTING', evidence_checked_at: NOON })
    const stored = await storedAccount(adsAccountId)
    expect(stored).toMatchObject({
      time_zone: 'UTC',
      currency: 'EUR',
      collected_from: dayBefore(90),
      collected_through: dayBefore(1),
      collected_at: NOON,
      error_code: null,
      failures: 0,
      lease_owner: null,
    })
    expect(stored.due_at.toISOString().slice(0, 10)).toBe(after(1).toISOString().slice(0, 10))
    expect(questions()).toEqual(['ads search', 'ads search'])
    const { rows } = await owner.query(`select evidence_worst from customer where id = $1`, [customerId])
    expect(rows).toEqual([{ evidence_worst: 'COUNTING' }])
  })
})
