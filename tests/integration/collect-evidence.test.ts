import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accessToken } from '../../lib/connections/tokens/access-token.ts'
import { arrangeMonths } from '../../lib/cron/arrange-months.ts'
import { collectEvidence } from '../../lib/cron/collect-evidence.ts'
import { collectAccount } from '../../lib/evidence/collect-account.ts'
import { claimCollection } from '../../lib/evidence/collection.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
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
import { adminPool, ownerPool } from '../fixtures/database.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { newTenant } from '../fixtures/tenant.ts'
import { changesBetween, tenantRows } from '../fixtures/tenant-rows.ts'

const { sandbox } = googleTests()
const owner = ownerPool()
const logged: LogEntry[] = []
beforeAll(() => setLogSink((entry) => logged.push(entry)))
beforeEach(() => logged.splice(0))

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Tomorrow at noon in UTC. */
const NOON = new Date(Math.ceil(Date.now() / DAY_MS) * DAY_MS + 12 * HOUR_MS)

const inDays = (days: number) => new Date(NOON.getTime() + days * DAY_MS)
const dayBefore = (days: number) => inDays(-days).toISOString().slice(0, 10)

/** It is another time, at Google too: what is due by then is due now. Leases go by the database’s clock. */
async function letTimePass(at: Date): Promise<void> {
  sandbox().setAdsNow(at)
  await owner.query(`update evidence_account set due_at = now() - interval '1 second' where due_at <= $1`, [
    at,
  ])
}

/** Collects what is due at a time. */
async function collect(at = NOON) {
  await letTimePass(at)
  return (await collectEvidence(() => at)).outcomes
}

/** Collects one claimed account, of which something happens when its token is fetched: Google is asked after that. */
async function collectWhile(happens: () => Promise<unknown>) {
  await letTimePass(NOON)
  const collection = await claimCollection()
  if (!collection) throw new Error('nothing is due')
  return collectAccount(collection, {
    now: () => NOON,
    async accessToken(...args) {
      await happens()
      return accessToken(...args)
    },
  })
}

const change = (table: string, id: string, set: string) =>
  owner.query(`update ${table} set ${set} where id = $1`, [id])

async function openFindings(trackingId: string) {
  const { rows } = await owner.query<{ code: string; data: object }>(
    `select code, data from finding where tracking_id = $1 and resolved_at is null and code like 'evidence.%'`,
    [trackingId],
  )
  return rows
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
    const { tenant, trackingId, customerId, adsAccountId, record } = await countingAccount(sandbox())
    record({ ...everyDay(dayBefore(89), dayBefore(1), 3), [dayBefore(2)]: { count: 1.25, value: 0.1 } })
    expect(await collect()).toEqual({ collected: 1 })
    const days = await storedDays(trackingId)
    expect(Object.keys(days)).toHaveLength(89)
    expect(days[dayBefore(2)]).toBe('1.250 0.10 EUR')
    expect(await evidenceOf(trackingId)).toMatchObject({
      state: 'COUNTING',
      rule: 'as_before',
      evidence_checked_at: NOON,
    })
    const stored = await storedAccount({ tenant, adsAccountId })
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
    expect(stored.due_at.toISOString().slice(0, 10)).toBe(dayBefore(-1))
    const { rows } = await owner.query(`select evidence_worst from customer where id = $1`, [customerId])
    expect(rows).toEqual([{ evidence_worst: 'COUNTING' }])
  })

  it('asks one question of each kind, and Tag Manager none', async () => {
    const { tenant, login, adsAccountId, actionId } = await countingAccount(sandbox())
    const other = await customerOf(tenant, adsAccountId, login)
    const { id } = sandbox().addConversionAction(adsAccountId)
    const shared = await trackingOf(tenant, other, actionNameOf(adsAccountId, id))
    for (const action of [actionId, id]) {
      sandbox().recordConversions(adsAccountId, action, everyDay(dayBefore(60), dayBefore(1), 2))
    }
    expect(await collect()).toEqual({ collected: 1 })
    expect(questions()).toEqual(['ads search', 'ads search'])
    expect(Object.keys(await storedDays(shared))).toHaveLength(60)
    expect(await collect(new Date(NOON.getTime() + HOUR_MS))).toEqual({})
    expect(questions()).toHaveLength(2)
  })

  it('keeps complete days only, in the account’s own time zone', async () => {
    const days = everyDay(dayBefore(3), dayBefore(0), 1)
    const east = await countingAccount(sandbox(), { timeZone: 'Pacific/Tongatapu' })
    const west = await countingAccount(sandbox(), { timeZone: 'Pacific/Pago_Pago' })
    for (const { record } of [east, west]) record(days)
    await collect()
    const last = async ({ trackingId }: typeof east) => Object.keys(await storedDays(trackingId)).at(-1)
    // It is noon in UTC: in Tonga the next day has begun.
    expect([await last(east), await last(west)]).toEqual([dayBefore(0), dayBefore(1)])
    expect((await storedAccount(east)).time_zone).toBe('Pacific/Tongatapu')
  })

  it('is due by the clocks of the account, also when they are set forward', async () => {
    // In Berlin on the last Sunday of March, in the night.
    const march = new Date(Date.UTC(NOON.getUTCFullYear() + 1, 2, 31))
    const sunday = new Date(march.getTime() - march.getUTCDay() * DAY_MS)
    const eve = new Date(sunday.getTime() - DAY_MS / 2)
    await arrangeMonths(() => eve)
    const { tenant, adsAccountId } = await countingAccount(sandbox(), { timeZone: 'Europe/Berlin' })
    expect(await collect(eve)).toEqual({ collected: 1 })
    const { due_at } = await storedAccount({ tenant, adsAccountId })
    expect(due_at.getTime()).toBeGreaterThanOrEqual(sunday.getTime() + HOUR_MS)
    expect(due_at.getTime()).toBeLessThan(sunday.getTime() + 7 * HOUR_MS)
  })

  it('keeps the last request of an action as a moment', async () => {
    const { trackingId, record } = await countingAccount(sandbox(), { timeZone: 'Pacific/Tongatapu' })
    record({ [dayBefore(5)]: 1 })
    await collect()
    // Noon in Tonga, where the sandbox’s last request comes.
    expect((await evidenceOf(trackingId)).last_received_at).toEqual(
      new Date(inDays(-5).getTime() - 13 * HOUR_MS),
    )
  })

  it('keeps numbers as Google writes them, and of a value beyond its column the largest', async () => {
    const { trackingId, record } = await countingAccount(sandbox(), { currencyCode: 'JPY' })
    record({
      [dayBefore(1)]: { count: 0.333333, value: 0.1 + 0.2 },
      [dayBefore(2)]: { count: 1_234_567.5, value: 12_345_678_901.25 },
      [dayBefore(3)]: { count: 1, value: 1e300 },
    })
    await collect()
    expect(await storedDays(trackingId)).toEqual({
      [dayBefore(1)]: '0.333 0.30 JPY',
      [dayBefore(2)]: '1234567.500 12345678901.25 JPY',
      [dayBefore(3)]: '1.000 99999999999999.99 JPY',
    })
  })

  it('overwrites days with late corrections, and makes those 0 that Google names no more', async () => {
    const { trackingId, record } = await countingAccount(sandbox())
    record({ [dayBefore(1)]: 1, [dayBefore(10)]: 5, [dayBefore(20)]: 5, [dayBefore(40)]: 5 })
    await collect()
    record({ [dayBefore(1)]: 4, [dayBefore(10)]: 2.5, [dayBefore(20)]: 0, [dayBefore(40)]: 0 })
    expect(await collect(inDays(1))).toEqual({ collected: 1 })
    expect(await storedDays(trackingId)).toEqual({
      [dayBefore(1)]: '4.000 4.00 EUR',
      [dayBefore(10)]: '2.500 2.50 EUR',
      [dayBefore(20)]: '0.000 0.00 EUR',
      // Only once a week are so many days read.
      [dayBefore(40)]: '5.000 5.00 EUR',
    })
    await collect(inDays(7))
    expect((await storedDays(trackingId))[dayBefore(40)]).toBe('0.000 0.00 EUR')
  })

  it('writes no row of a day again that is as it was', async () => {
    const { trackingId, record } = await countingAccount(sandbox())
    record(everyDay(dayBefore(20), dayBefore(1), 2))
    const written = async () => {
      const { rows } = await owner.query<{ xmin: string }>(
        `select xmin::text from conversion_day where tracking_id = $1 order by day`,
        [trackingId],
      )
      return rows
    }
    await collect()
    const before = await written()
    await collect(inDays(1))
    expect(await written()).toEqual(before)
  })

  it('keeps the currency of each day when the account’s changes', async () => {
    const { trackingId, adsAccountId, record } = await countingAccount(sandbox())
    record({ [dayBefore(1)]: 1, [dayBefore(60)]: 1 })
    await collect()
    const account = sandbox().state.adsCustomers.get(adsAccountId)
    if (account) account.currencyCode = 'CHF'
    await collect(inDays(1))
    expect(await storedDays(trackingId)).toEqual({
      [dayBefore(1)]: '1.000 1.00 CHF',
      [dayBefore(60)]: '1.000 1.00 EUR',
    })
  })

  it('finds the actions of a manager, which its client’s account names by the client', async () => {
    const tenant = await newTenant()
    const login = await connectedLogin(sandbox(), tenant)
    const manager = sandbox().addAdsCustomer({ manager: true, users: [login.email] })
    const client = sandbox().addAdsCustomer({
      managerId: manager.id,
      conversionCustomerId: manager.id,
      timeZone: 'UTC',
    })
    const { id } = sandbox().addConversionAction(manager.id)
    const customer = await customerOf(tenant, client.id, login, manager.id)
    const tracking = await trackingOf(tenant, customer, actionNameOf(manager.id, id))
    sandbox().recordConversions(client.id, id, { [dayBefore(1)]: 3 })
    expect(await collect()).toEqual({ collected: 1 })
    expect(await storedDays(tracking)).toEqual({ [dayBefore(1)]: '3.000 3.00 EUR' })
    expect(await evidenceOf(tracking)).not.toMatchObject({ state: 'UNKNOWN' })
  })

  it('of an account with 10,000 other actions asks for its own only', async () => {
    const { adsAccountId, trackingId, record } = await countingAccount(sandbox())
    for (let n = 0; n < 10_000; n += 1) {
      const { id } = sandbox().addConversionAction(adsAccountId)
      if (n % 100 === 0) sandbox().recordConversions(adsAccountId, id, { [dayBefore(1)]: 9 })
    }
    record({ [dayBefore(1)]: 1 })
    expect(await collect()).toEqual({ collected: 1 })
    expect(questions()).toHaveLength(2)
    expect(await storedDays(trackingId)).toEqual({ [dayBefore(1)]: '1.000 1.00 EUR' })
  })

  it('of an account with more actions of ours than a question names still asks one of each kind, in as many statements', async () => {
    const { tenant, customerId, adsAccountId } = await countingAccount(sandbox())
    const statements = () =>
      Number(logged.findLast(({ event }) => event === 'evidence.collection')?.['statements'])
    await collect()
    const few = statements()
    expect(few).toEqual(onTheWire(19))
    for (let n = 0; n < 600; n += 1) {
      const { id } = sandbox().addConversionAction(adsAccountId)
      sandbox().recordConversions(adsAccountId, id, everyDay(dayBefore(3), dayBefore(1), 1))
      if (n < 450) await trackingOf(tenant, customerId, actionNameOf(adsAccountId, id))
    }
    await collect(inDays(1))
    // The first has fetched a token besides.
    expect(statements()).toBeLessThanOrEqual(few)
    const { rows } = await owner.query(
      `select count(*)::int as days from conversion_day where customer_id = $1`,
      [customerId],
    )
    expect(rows).toEqual([{ days: 450 * 3 }])
    expect(questions()).toHaveLength(4)
  })

  it('lets go of an account that no live customer has, which comes back with a customer', async () => {
    const { tenant, customerId, adsAccountId, trackingId, record } = await countingAccount(sandbox())
    record({ [dayBefore(1)]: 1 })
    await collect()
    await change('customer', customerId, 'deleted_at = now()')
    expect(await collect(inDays(1))).toEqual({})
    await expect(storedAccount({ tenant, adsAccountId })).rejects.toThrow('the account is gone')
    expect(Object.keys(await storedDays(trackingId))).toHaveLength(1)
    await change('customer', customerId, 'deleted_at = null')
    expect(await collect(inDays(1))).toEqual({ collected: 1 })
  })

  it('touches nothing of another organization that has the same account', async () => {
    const ours = await countingAccount(sandbox())
    const others = await newTenant()
    const customer = await customerOf(others, ours.adsAccountId, await connectedLogin(sandbox(), others))
    await trackingOf(others, customer, actionNameOf(ours.adsAccountId, ours.actionId))
    await owner.query(`update evidence_account set due_at = '9999-01-01' where organization_id = $1`, [
      others.organizationId,
    ])
    const before = await tenantRows(adminPool(), others.organizationId)
    ours.record(everyDay(dayBefore(60), dayBefore(1), 2))
    expect(await collect()).toEqual({ collected: 1 })
    expect(changesBetween(before, await tenantRows(adminPool(), others.organizationId))).toEqual([])
  })
})

describe('a tracking that cannot be judged says why:', () => {
  it('one that was never synced; an account with none else is not asked', async () => {
    const { tenant, customerId, trackingId, adsAccountId } = await countingAccount(sandbox())
    const never = await trackingOf(tenant, customerId, null)
    await change('tracking', trackingId, 'deleted_at = now()')
    expect(await collect()).toEqual({ collected: 1 })
    expect(await evidenceOf(never)).toMatchObject({ state: 'UNKNOWN', rule: 'not_synced' })
    expect(questions()).toEqual([])
    expect((await storedAccount({ tenant, adsAccountId })).due_at.getTime()).toBeGreaterThan(NOON.getTime())
  })

  it('one whose action Google does not know, or has removed', async () => {
    const { tenant, customerId, adsAccountId, actionId, trackingId, record } = await countingAccount(
      sandbox(),
    )
    const unknown = await trackingOf(tenant, customerId, actionNameOf(adsAccountId, '424242'))
    record(everyDay(dayBefore(60), dayBefore(1), 2))
    await collect()
    expect(await evidenceOf(trackingId)).toMatchObject({ state: 'COUNTING' })
    expect(await evidenceOf(unknown)).toMatchObject({ state: 'UNKNOWN', rule: 'action_missing' })
    const name = sandbox().state.adsCustomers.get(adsAccountId)?.conversionActions.get(actionId)?.name ?? ''
    sandbox().editActionByHand(adsAccountId, name, { status: 'REMOVED' })
    await collect(inDays(1))
    expect(await evidenceOf(trackingId)).toMatchObject({ state: 'UNKNOWN', rule: 'action_missing' })
    expect(Object.keys(await storedDays(trackingId))).toHaveLength(60)
  })

  it.each([
    [
      'no login is connected',
      'no_login',
      ({ login }) =>
        owner.query(`update google_connection set status = 'ERROR' where google_account_id = $1`, [
          login.sub,
        ]),
    ],
    [
      'the rights are lost',
      'ads_access_denied',
      async ({ adsAccountId, login }) => sandbox().changeAdsAccess(adsAccountId, login.email, false),
    ],
    ['the grant is revoked', 'grant_revoked', async ({ login }) => sandbox().revokeGrant(login.sub)],
    [
      'the account is closed',
      'ads_account_not_enabled',
      async ({ adsAccountId }) => {
        const account = sandbox().state.adsCustomers.get(adsAccountId)
        if (account) account.status = 'CANCELED'
      },
    ],
  ] satisfies [string, string, (account: Awaited<ReturnType<typeof countingAccount>>) => Promise<unknown>][])(
    'its account, at once, where %s; it is tried again on the next day',
    async (_, code, happen) => {
      const account = await countingAccount(sandbox())
      const { tenant, trackingId, adsAccountId, record } = account
      record(everyDay(dayBefore(60), dayBefore(1), 2))
      await collect()
      await happen(account)
      expect(await collect(inDays(1))).toEqual({ unreachable: 1 })
      expect(await evidenceOf(trackingId)).toMatchObject({ state: 'UNKNOWN', rule: 'account_unreachable' })
      const stored = await storedAccount({ tenant, adsAccountId })
      expect(stored).toMatchObject({ error_code: code, failures: 0, collected_through: dayBefore(1) })
      expect(stored.due_at.toISOString().slice(0, 10)).toBe(dayBefore(-2))
      expect(Object.keys(await storedDays(trackingId))).toHaveLength(60)
    },
  )
})

describe('an account is asked', () => {
  it('by another login where one has lost it', async () => {
    const { tenant, login, adsAccountId, trackingId } = await countingAccount(sandbox())
    const second = await connectedLogin(sandbox(), tenant)
    await customerOf(tenant, adsAccountId, second)
    sandbox().changeAdsAccess(adsAccountId, second.email, true)
    sandbox().changeAdsAccess(adsAccountId, login.email, false)
    expect(await collect()).toEqual({ collected: 1 })
    expect(await evidenceOf(trackingId)).toMatchObject({ evidence_checked_at: NOON })
  })

  it('once more with a fresh token where one is rejected before its time', async () => {
    const { trackingId, record } = await countingAccount(sandbox())
    record({ [dayBefore(1)]: 1 })
    sandbox().faults.next({ service: 'ads', nth: 2 }, { status: 401 })
    expect(await collect()).toEqual({ collected: 1 })
    expect(Object.keys(await storedDays(trackingId))).toEqual([dayBefore(1)])
  })

  it('again after 5, 10 and 20 minutes where Google fails, or when Google says', async () => {
    const { tenant, adsAccountId } = await countingAccount(sandbox())
    let at = NOON
    for (const minutes of [5, 10, 20]) {
      sandbox().faults.next({ service: 'ads' }, { status: 503 })
      expect(await collect(at)).toEqual({ postponed: 1 })
      const { due_at, error_code } = await storedAccount({ tenant, adsAccountId })
      expect([error_code, due_at.getTime() - at.getTime()]).toEqual(['server_error', minutes * 60_000])
      expect(await collect(new Date(due_at.getTime() - 1))).toEqual({})
      at = due_at
    }
    sandbox().faults.next({ service: 'ads', nth: 2 }, { status: 503, retryAfter: 77 })
    expect(await collect(at)).toEqual({ postponed: 1 })
    const { due_at } = await storedAccount({ tenant, adsAccountId })
    expect(due_at.getTime() - at.getTime()).toBe(77_000)
    expect(await collect(due_at)).toEqual({ collected: 1 })
    expect(await storedAccount({ tenant, adsAccountId })).toMatchObject({ failures: 0, error_code: null })
  })

  it('for three days in vain before its evidence is UNKNOWN as stale', async () => {
    const { trackingId, record } = await countingAccount(sandbox())
    record(everyDay(dayBefore(60), dayBefore(1), 2))
    await collect()
    const faulty = async (days: number) => {
      sandbox().faults.next({ service: 'ads' }, { status: 503 })
      expect(await collect(inDays(days))).toEqual({ postponed: 1 })
      return evidenceOf(trackingId)
    }
    expect(await faulty(2.9)).toMatchObject({ state: 'COUNTING' })
    expect(await faulty(3.1)).toMatchObject({ state: 'UNKNOWN', rule: 'stale' })
    record(everyDay(dayBefore(0), dayBefore(-3), 2))
    await collect(inDays(4))
    expect(await evidenceOf(trackingId)).toMatchObject({ state: 'COUNTING' })
    expect(Object.keys(await storedDays(trackingId))).toHaveLength(64)
  })

  it('no more by a collector to which Google allows no more; what is left is due', async () => {
    const tenant = await newTenant()
    const login = await connectedLogin(sandbox(), tenant)
    for (let n = 0; n < 12; n += 1) await countingAccount(sandbox(), { tenant, login })
    sandbox().faults.next(
      { service: 'ads', times: 4 },
      { adsError: { quotaError: 'RESOURCE_EXHAUSTED' }, retryDelay: '600s' },
    )
    const outcomes = await collect()
    expect(outcomes.out_of_quota).toBe(4)
    expect(outcomes.collected ?? 0).toBeLessThanOrEqual(3)
    const later = await collect(new Date(NOON.getTime() + 600_000))
    expect((outcomes.collected ?? 0) + (later.collected ?? 0)).toBe(12)
  })
})

describe('while Google is asked', () => {
  it('another collector that takes the account over leaves nothing for this one to write', async () => {
    const { tenant, trackingId, adsAccountId, record } = await countingAccount(sandbox())
    record({ [dayBefore(1)]: 1 })
    const stolen = await collectWhile(() =>
      owner.query(`update evidence_account set fence = fence + 1 where organization_id = $1`, [
        tenant.organizationId,
      ]),
    )
    expect(stolen).toBe('lost')
    expect(await storedDays(trackingId)).toEqual({})
    expect(await storedAccount({ tenant, adsAccountId })).toMatchObject({
      collected_at: null,
      error_code: null,
    })
    await owner.query(`update evidence_account set lease_until = now() where organization_id = $1`, [
      tenant.organizationId,
    ])
    expect(await collect()).toEqual({ collected: 1 })
    expect(await storedDays(trackingId)).toEqual({ [dayBefore(1)]: '1.000 1.00 EUR' })
  })

  it('a tracking that is deleted or gets another action is left as it is', async () => {
    const { tenant, customerId, trackingId, adsAccountId, record } = await countingAccount(sandbox())
    const { id } = sandbox().addConversionAction(adsAccountId)
    const deleted = await trackingOf(tenant, customerId, actionNameOf(adsAccountId, id))
    record({ [dayBefore(1)]: 1 })
    sandbox().recordConversions(adsAccountId, id, { [dayBefore(1)]: 1 })
    const outcome = await collectWhile(async () => {
      await change('tracking', deleted, 'deleted_at = now()')
      await change(
        'tracking',
        trackingId,
        `conversion_action_resource_name = 'customers/1/conversionActions/2'`,
      )
    })
    expect(outcome).toBe('collected')
    for (const id of [deleted, trackingId]) {
      expect(await storedDays(id)).toEqual({})
      expect(await evidenceOf(id)).toMatchObject({ state: 'UNKNOWN', evidence_checked_at: null })
    }
  })

  it('an error of ours is told from one of Google’s, and tried again', async () => {
    const { tenant, adsAccountId } = await countingAccount(sandbox())
    const outcome = await collectWhile(() => Promise.reject(new TypeError('a defect')))
    expect(outcome).toBe('failed')
    expect(await storedAccount({ tenant, adsAccountId })).toMatchObject({
      error_code: 'internal',
      failures: 1,
    })
    expect(logged.find(({ level }) => level === 'error')).toMatchObject({
      event: 'evidence.collection_failed',
      errorName: 'TypeError',
    })
  })
})

describe('a finding of evidence', () => {
  it('is open while a tracking has stopped, also when it cannot be asked, and resolved when it counts', async () => {
    const { trackingId, customerId, adsAccountId, login, record } = await countingAccount(sandbox())
    record(everyDay(dayBefore(60), dayBefore(1), 3))
    await collect()
    expect(await openFindings(trackingId)).toEqual([])
    for (let day = 1; day <= 14; day += 1) await collect(inDays(day))
    expect(await evidenceOf(trackingId)).toMatchObject({ state: 'STOPPED' })
    const [stopped] = await openFindings(trackingId)
    expect(stopped).toMatchObject({ code: 'evidence.stopped', data: { since: dayBefore(0) } })
    const { rows } = await owner.query(`select evidence_worst, open_findings from customer where id = $1`, [
      customerId,
    ])
    expect(rows).toEqual([{ evidence_worst: 'STOPPED', open_findings: 1 }])

    sandbox().changeAdsAccess(adsAccountId, login.email, false)
    await collect(inDays(15))
    expect(await openFindings(trackingId)).toEqual([stopped])
    sandbox().changeAdsAccess(adsAccountId, login.email, true)
    record(everyDay(dayBefore(-14), dayBefore(-16), 3))
    await collect(inDays(17))
    expect(await evidenceOf(trackingId)).not.toMatchObject({ state: 'STOPPED' })
    expect(await openFindings(trackingId)).toEqual([])
  })

  it('stays dismissed from day to day', async () => {
    const { trackingId, record } = await countingAccount(sandbox())
    record(everyDay(dayBefore(60), dayBefore(30), 3))
    await collect()
    expect(await openFindings(trackingId)).toHaveLength(1)
    await owner.query(
      `update finding set dismissed_at = now(), dismissed_by = gen_random_uuid(), dismiss_reason = 'The shop is closed',
         dismissed_data = data where tracking_id = $1`,
      [trackingId],
    )
    await collect(inDays(1))
    const { rows } = await owner.query(`select status from finding where tracking_id = $1`, [trackingId])
    expect(rows).toEqual([{ status: 'dismissed' }])
  })

  it.each([
    ['a copy that is live is one more tag on the label', {}, 'DOUBLED'],
    ['one that is paused is none', { paused: true }, 'COUNTING'],
  ])('%s', async (_, data, state) => {
    const { tenant, trackingId, customerId, record } = await countingAccount(sandbox())
    await owner.query(
      `insert into finding (organization_id, customer_id, tracking_id, code, severity, subject, data)
       values ($1, $2, $3, 'duplicate.copy', 'warning', 'tag:7', $4)`,
      [tenant.organizationId, customerId, trackingId, data],
    )
    record(everyDay(dayBefore(60), dayBefore(1), 3))
    await collect()
    expect(await evidenceOf(trackingId)).toMatchObject({ state })
    const found =
      state === 'DOUBLED' ? [{ code: 'evidence.doubled', data: { rule: 'two_live_tags', tags: 2 } }] : []
    expect(await openFindings(trackingId)).toEqual(found)
  })
})
