import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { DeploymentView } from '../../lib/customers/deployment-view.ts'
import type { Deployment } from '../../lib/deployment/deployment.ts'
import type { DeploymentState } from '../../lib/model/deployment-state.ts'
import { Page } from '../../lib/paging/page.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const CustomerPage = Page(CustomerView)
const DeploymentPage = Page(DeploymentView)
const CHECKED_AT = '2026-11-29T12:00:00.000Z'

async function newTracking({ admin }: NewTenant, customerId: string, name: string): Promise<string> {
  const input = { customerId, name, type: 'CUSTOM_EVENT', eventName: 'lead' }
  return (await api(admin).post('/v1/trackings', input)).as(TrackingView).id
}

/** Stores a verdict as a run does. */
async function judge(
  trackingId: string,
  state: DeploymentState,
  reasons: NonNullable<Deployment['googleAds']>['reasons'] = [],
): Promise<void> {
  const deployment: Deployment = { googleAds: { state, reasons, checkedAt: CHECKED_AT } }
  await owner.query(
    'update tracking set deployment = $2, deployment_state = $3, deployment_checked_at = $4 where id = $1',
    [trackingId, JSON.stringify(deployment), state, CHECKED_AT],
  )
}

/** Opens so many findings of a customer. */
async function find({ organizationId }: NewTenant, customerId: string, count: number): Promise<void> {
  await owner.query(
    `insert into finding (organization_id, customer_id, code, severity, subject)
     select $1, $2, 'workspace.foreign_draft', 'warning', n::text from generate_series(1, $3::int) n`,
    [organizationId, customerId, count],
  )
}

describe('the deployment of a customer', () => {
  it('has the last verdict on each tracking, oldest tracking first, in one round trip', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const live = await newTracking(tenant, id, 'Live')
    const broken = await newTracking(tenant, id, 'Broken')
    const unseen = await newTracking(tenant, id, 'Unseen')
    const gone = await newTracking(tenant, id, 'Gone')
    await api(tenant.admin).delete(`/v1/trackings/${gone}`)
    const reasons = [{ code: 'blocked', trigger: 'Staff' }, { code: 'paused' }] as const
    await judge(live, 'LIVE')
    await judge(broken, 'CANNOT_FIRE', reasons)
    const response = await api(tenant.admin).get(`/v1/customers/${id}/deployment`)
    expect(response.roundTrips).toEqual(onTheWire(1))
    expect(response.as(DeploymentPage)).toEqual({
      data: [
        { trackingId: live, name: 'Live', state: 'LIVE', reasons: [], checkedAt: CHECKED_AT },
        { trackingId: broken, name: 'Broken', state: 'CANNOT_FIRE', reasons, checkedAt: CHECKED_AT },
        { trackingId: unseen, name: 'Unseen', state: 'UNKNOWN', reasons: [], checkedAt: null },
      ],
      nextCursor: null,
    })
    const tracking = (await api(tenant.admin).get(`/v1/trackings/${broken}`)).as(TrackingView)
    expect(tracking).toMatchObject({ deploymentState: 'CANNOT_FIRE', deploymentCheckedAt: CHECKED_AT })
    const list = await api(tenant.admin).get('/v1/trackings?deploymentState=CANNOT_FIRE')
    expect(list.as(Page(TrackingView)).data.map(({ id }) => id)).toEqual([broken])
  })

  it('is paged, its cursor is of this customer alone, and a foreign customer is not found', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const other = await newCustomer(tenant)
    for (const name of ['A', 'B', 'C']) await newTracking(tenant, id, name)
    const first = (await api(tenant.admin).get(`/v1/customers/${id}/deployment?limit=2`)).as(DeploymentPage)
    expect(first.data.map(({ name }) => name)).toEqual(['A', 'B'])
    const rest = `deployment?limit=2&cursor=${first.nextCursor}`
    const second = (await api(tenant.admin).get(`/v1/customers/${id}/${rest}`)).as(DeploymentPage)
    expect([second.data.map(({ name }) => name), second.nextCursor]).toEqual([['C'], null])
    expect((await api(tenant.admin).get(`/v1/customers/${other.id}/${rest}`)).faults).toEqual([
      'query.cursor',
    ])
    const { admin: stranger } = await newTenant()
    for (const foreign of [id, randomUUID()]) {
      expect((await api(stranger).get(`/v1/customers/${foreign}/deployment`)).status).toBe(404)
    }
  })
})

describe('customers by how bad things are', () => {
  /** Four customers: one without trackings, the others with the state and the findings that their names tell. */
  async function fleet() {
    const tenant = await newTenant()
    const states = {
      'Bakery live 0': 'LIVE',
      'Bakery broken 3': 'CANNOT_FIRE',
      'Shoes differ 1': 'DIFFERS',
    } as const
    await newCustomer(tenant, 'Shoes empty 0')
    for (const [name, state] of Object.entries(states)) {
      const { id } = await newCustomer(tenant, name)
      await judge(await newTracking(tenant, id, 'Live'), 'LIVE')
      await judge(await newTracking(tenant, id, 'Worst'), state)
      await find(tenant, id, Number(name.slice(-1)))
    }
    /** The names of all pages of one row each. */
    const pages = async (query: string) => {
      const names: string[] = []
      let cursor = ''
      do {
        const page = await api(tenant.admin).get(
          `/v1/customers?limit=1&${query}${cursor && `&cursor=${cursor}`}`,
        )
        const { data, nextCursor } = page.as(CustomerPage)
        names.push(...data.map(({ name }) => name))
        cursor = nextCursor ?? ''
      } while (cursor)
      return names
    }
    return { ...tenant, pages }
  }

  it('shows the worst state and the number of findings of each', async () => {
    const { admin } = await fleet()
    const { data } = (await api(admin).get('/v1/customers?order=asc')).as(CustomerPage)
    expect(
      data.map(({ name, deploymentWorst, openFindings }) => [name, deploymentWorst, openFindings]),
    ).toEqual([
      ['Shoes empty 0', 'UNKNOWN', 0],
      ['Bakery live 0', 'LIVE', 0],
      ['Bakery broken 3', 'CANNOT_FIRE', 3],
      ['Shoes differ 1', 'DIFFERS', 1],
    ])
    expect(data.every((customer) => !('deploymentRank' in customer))).toBe(true)
  })

  it('sorts by both, a page at a time, in both orders', async () => {
    const { pages } = await fleet()
    const byDeployment = ['Bakery live 0', 'Shoes empty 0', 'Shoes differ 1', 'Bakery broken 3']
    expect(await pages('sort=deployment&order=asc')).toEqual(byDeployment)
    expect(await pages('sort=deployment')).toEqual(byDeployment.toReversed())
    const byFindings = ['Shoes empty 0', 'Bakery live 0', 'Shoes differ 1', 'Bakery broken 3']
    expect(await pages('sort=openFindings&order=asc')).toEqual(byFindings)
    expect(await pages('sort=openFindings')).toEqual(byFindings.toReversed())
  })

  it('filters by both, in a search too', async () => {
    const { pages } = await fleet()
    expect(await pages('deploymentWorst=DIFFERS')).toEqual(['Shoes differ 1'])
    expect(await pages('hasFindings=true')).toEqual(['Shoes differ 1', 'Bakery broken 3'])
    expect(await pages('hasFindings=true&sort=openFindings')).toEqual(['Bakery broken 3', 'Shoes differ 1'])
    expect(await pages('hasFindings=false')).toEqual(['Bakery live 0', 'Shoes empty 0'])
    expect(await pages('deploymentWorst=CANNOT_FIRE&sort=deployment&hasFindings=false')).toEqual([])
    expect(await pages('q=shoes&hasFindings=true')).toEqual(['Shoes differ 1'])
    expect(await pages('q=bakery&deploymentWorst=LIVE')).toEqual(['Bakery live 0'])
    expect(await pages('q=bakery&sort=openFindings')).toEqual(['Bakery broken 3', 'Bakery live 0'])
    expect(await pages('q=shoes&sort=deployment&order=asc')).toEqual(['Shoes empty 0', 'Shoes differ 1'])
  })
})
