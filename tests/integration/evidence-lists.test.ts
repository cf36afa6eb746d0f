import { describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { EVIDENCE_STATES, type EvidenceState } from '../../lib/model/evidence-state.ts'
import { Page } from '../../lib/paging/page.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const CustomerPage = Page(CustomerView)
const TrackingPage = Page(TrackingView)

async function newTracking({ admin }: NewTenant, customerId: string, name: string): Promise<string> {
  const input = { customerId, name, type: 'CUSTOM_EVENT', eventName: 'lead' }
  return (await api(admin).post('/v1/trackings', input)).as(TrackingView).id
}

/** Stores a state as a collector does. */
async function judge(trackingId: string, state: EvidenceState): Promise<void> {
  await owner.query('update tracking set evidence_state = $2 where id = $1', [trackingId, state])
}

const customerOf = async ({ admin }: NewTenant, id: string) =>
  (await api(admin).get(`/v1/customers/${id}`)).as(CustomerView)

/** The names of all pages of one row each. */
async function namesOf({ admin }: NewTenant, query: string): Promise<string[]> {
  const names: string[] = []
  let cursor = ''
  do {
    const page = await api(admin).get(`/v1/customers?limit=1&${query}${cursor && `&cursor=${cursor}`}`)
    const { data, nextCursor } = page.as(CustomerPage)
    names.push(...data.map(({ name }) => name))
    cursor = nextCursor ?? ''
  } while (cursor)
  return names
}

describe('the worst evidence of a customer', () => {
  it('is UNKNOWN without trackings, and from a new tracking on, unless something is worse', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const worst = async () => (await customerOf(tenant, id)).evidenceWorst
    expect(await worst()).toBe('UNKNOWN')
    const first = await newTracking(tenant, id, 'First')
    await judge(first, 'COUNTING')
    expect(await worst()).toBe('COUNTING')
    const second = await newTracking(tenant, id, 'Second')
    expect(await worst()).toBe('UNKNOWN')
    await judge(second, 'STOPPED')
    await newTracking(tenant, id, 'Third')
    expect(await worst()).toBe('STOPPED')
    await api(tenant.admin).delete(`/v1/trackings/${second}`)
    expect(await worst()).toBe('UNKNOWN')
  })

  it.each(EVIDENCE_STATES.slice(1).map((worse, at) => [EVIDENCE_STATES[at] ?? 'COUNTING', worse] as const))(
    'of %s and %s is the second',
    async (better, worse) => {
      const tenant = await newTenant()
      const { id } = await newCustomer(tenant)
      await judge(await newTracking(tenant, id, 'Better'), better)
      await judge(await newTracking(tenant, id, 'Worse'), worse)
      expect((await customerOf(tenant, id)).evidenceWorst).toBe(worse)
    },
  )

  it('changes neither version nor time of customer and tracking, and is not on record', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const trackingId = await newTracking(tenant, id, 'Only')
    const seen = async () => {
      const { version, updatedAt } = (await api(tenant.admin).get(`/v1/trackings/${trackingId}`)).as(
        TrackingView,
      )
      const customer = await customerOf(tenant, id)
      const log = await owner.query('select from audit_log where organization_id = $1', [
        tenant.organizationId,
      ])
      return { version, updatedAt, customer: customer.version, entries: log.rowCount }
    }
    const before = await seen()
    await judge(trackingId, 'STOPPED')
    expect(await seen()).toEqual(before)
  })

  it('sorts and filters customers, a page at a time, in a search too', async () => {
    const tenant = await newTenant()
    const states = {
      'Bakery counts': 'COUNTING',
      'Bakery stopped': 'STOPPED',
      'Shoes doubled': 'DOUBLED',
    } as const
    await newCustomer(tenant, 'Shoes empty')
    for (const [name, state] of Object.entries(states)) {
      const { id } = await newCustomer(tenant, name)
      await judge(await newTracking(tenant, id, 'Only'), state)
    }
    const byEvidence = ['Bakery counts', 'Shoes empty', 'Shoes doubled', 'Bakery stopped']
    expect(await namesOf(tenant, 'sort=evidence&order=asc')).toEqual(byEvidence)
    expect(await namesOf(tenant, 'sort=evidence')).toEqual(byEvidence.toReversed())
    expect(await namesOf(tenant, 'evidenceWorst=DOUBLED')).toEqual(['Shoes doubled'])
    expect(await namesOf(tenant, 'evidenceWorst=QUIET')).toEqual([])
    expect(await namesOf(tenant, 'q=bakery&evidenceWorst=STOPPED')).toEqual(['Bakery stopped'])
    expect(await namesOf(tenant, 'q=shoes&sort=evidence')).toEqual(['Shoes doubled', 'Shoes empty'])
  })
})

describe('the evidence of a tracking', () => {
  it('is that of its conversion action: with another one it begins again', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const trackingId = await newTracking(tenant, id, 'Only')
    await owner.query(
      `update tracking set evidence_state = 'COUNTING', evidence = '{"x": 1}', last_received_at = now(),
         evidence_checked_at = now() where id = $1`,
      [trackingId],
    )
    await owner.query(
      `update tracking set conversion_action_resource_name = 'customers/1/conversionActions/2' where id = $1`,
      [trackingId],
    )
    const { rows } = await owner.query(
      `select evidence_state, evidence, last_received_at, evidence_checked_at, evidence_since is null as always
       from tracking where id = $1`,
      [trackingId],
    )
    expect(rows).toEqual([
      {
        evidence_state: 'UNKNOWN',
        evidence: {},
        last_received_at: null,
        evidence_checked_at: null,
        always: false,
      },
    ])
  })

  it('filters trackings', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const stopped = await newTracking(tenant, id, 'Stopped')
    await newTracking(tenant, id, 'Fine')
    await judge(stopped, 'STOPPED')
    const of = async (state: EvidenceState) => {
      const { data } = (await api(tenant.admin).get(`/v1/trackings?evidenceState=${state}`)).as(TrackingPage)
      return data.map(({ name }) => name)
    }
    expect([await of('STOPPED'), await of('UNKNOWN'), await of('DOUBLED')]).toEqual([
      ['Stopped'],
      ['Fine'],
      [],
    ])
  })
})
