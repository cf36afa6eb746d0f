import { expect, it } from 'vitest'
import { accessToken } from '../../lib/connections/tokens/access-token.ts'
import { collectAccount } from '../../lib/evidence/collect-account.ts'
import { CollectionLostError, claimCollection } from '../../lib/evidence/collection.ts'
import {
  actionNameOf,
  connectedLogin,
  customerOf,
  everyDay,
  trackingOf,
} from '../fixtures/counting-account.ts'
import { ownerPool } from '../fixtures/database.ts'
import { isFull, sampleSeed } from '../fixtures/depth.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { randomNumbers } from '../fixtures/random.ts'
import { newTenant } from '../fixtures/tenant.ts'

const { sandbox } = googleTests()
const owner = ownerPool()

const ACCOUNTS = isFull ? 5_000 : 100
const COLLECTORS = 4
/** One in five is cut off where it has the account, and one where it has asked Google. */
const CUT_OFF = 0.2

it(
  `${ACCOUNTS} accounts under ${COLLECTORS} overlapping collectors, of which some are cut off, are each collected, every day once`,
  async () => {
    const random = randomNumbers(sampleSeed)
    const start = new Date()
    const today = start.toISOString().slice(0, 10)
    const yesterday = new Date(start.getTime() - 86_400_000).toISOString().slice(0, 10)
    const before = new Date(start.getTime() - 10 * 86_400_000).toISOString().slice(0, 10)
    sandbox().setAdsNow(start)
    const tenant = await newTenant()
    const login = await connectedLogin(sandbox(), tenant)
    for (let n = 0; n < ACCOUNTS; n += 1) {
      const { id } = sandbox().addAdsCustomer({ users: [login.email], timeZone: 'UTC' })
      const action = sandbox().addConversionAction(id)
      sandbox().recordConversions(id, action.id, everyDay(before, today, 1 + (n % 7)))
      await trackingOf(tenant, await customerOf(tenant, id, login), actionNameOf(id, action.id))
    }
    let cutOff = 0
    const asked = () => sandbox().calls.filter(({ service }) => service === 'ads').length

    const cut = async <T>(work: Promise<T>): Promise<T> => {
      const result = await work
      if (random() >= CUT_OFF) return result
      cutOff += 1
      throw new CollectionLostError()
    }
    /** Until nothing is due: what was cut off is not before its lease ends. */
    async function collector(): Promise<number> {
      for (let collected = 0; ; ) {
        const collection = await cut(claimCollection()).catch(() => 'cut off' as const)
        if (!collection) return collected
        if (collection === 'cut off') continue
        const options = {
          now: () => start,
          accessToken: (...args: Parameters<typeof accessToken>) => cut(accessToken(...args)),
        }
        if ((await collectAccount(collection, options)) === 'collected') collected += 1
      }
    }

    let collected = 0
    while (collected < ACCOUNTS) {
      const ended = await Promise.all(Array.from({ length: COLLECTORS }, collector))
      collected += ended.reduce((sum, each) => sum + each, 0)
      await owner.query(`update evidence_account set lease_until = now() where organization_id = $1`, [
        tenant.organizationId,
      ])
    }
    expect(collected).toBe(ACCOUNTS)
    expect(cutOff).toBeGreaterThan(ACCOUNTS / 5)
    expect(asked()).toBe(2 * ACCOUNTS)
    const { rows } = await owner.query(
      `select count(distinct tracking_id)::int as trackings, count(*)::int as days, min(day)::text as first,
         max(day)::text as last, bool_and(conversions = 1 + n % 7) as as_counted
       from (
         select d.*, dense_rank() over (order by c.google_ads_account_id::bigint)::int - 1 as n
         from conversion_day d join customer c on c.id = d.customer_id
         where d.organization_id = $1) counted`,
      [tenant.organizationId],
    )
    expect(rows).toEqual([
      { trackings: ACCOUNTS, days: 10 * ACCOUNTS, first: before, last: yesterday, as_counted: true },
    ])
    const { rows: accounts } = await owner.query(
      `select count(*)::int as accounts from evidence_account
       where organization_id = $1 and collected_through = $2 and lease_owner is null and due_at > $3`,
      [tenant.organizationId, yesterday, start],
    )
    expect(accounts).toEqual([{ accounts: ACCOUNTS }])
  },
  isFull ? 1_200_000 : 120_000,
)
