import { describe, expect, it } from 'vitest'
import { OverviewView } from '../../lib/reports/overview-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { connectedCustomer, newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()

describe('the overview', () => {
  it('is all zeros in an empty organization', async () => {
    const { admin } = await newTenant()
    expect((await api(admin).get('/v1/reports/overview')).as(OverviewView)).toEqual({
      customers: {
        total: 0,
        byStatus: { PAUSED: 0, ERROR: 0, NOT_CONNECTED: 0, SETUP_INCOMPLETE: 0, READY: 0 },
      },
      trackings: {
        total: 0,
        bySyncStatus: { PENDING: 0, IN_PROGRESS: 0, AWAITING_PUBLISH: 0, SUCCESS: 0, FAILED: 0 },
      },
      topCustomers: [],
    })
  })

  it('counts what is live in one’s own organization, in one round trip', async () => {
    const tenant = await newTenant()
    const foreign = await newTenant()
    const track = async ({ admin }: typeof tenant, customerId: string, ...names: string[]) => {
      for (const name of names) {
        await api(admin).post('/v1/trackings', { customerId, name, type: 'CUSTOM_EVENT', eventName: 'lead' })
      }
    }
    const [one, two, connected] = [
      await newCustomer(tenant, 'One'),
      await newCustomer(tenant, 'Two'),
      await connectedCustomer(tenant),
    ]
    const deleted = await newCustomer(tenant, 'Gone')
    await owner.query('update customer set deleted_at = now() where id = $1', [deleted.id])
    await track(tenant, one.id, 'A')
    await track(tenant, two.id, 'A', 'B')
    await owner.query(`update tracking set sync_status = 'FAILED' where customer_id = $1`, [one.id])
    await track(foreign, (await newCustomer(foreign)).id, 'A', 'B', 'C')

    const response = await api(tenant.admin).get('/v1/reports/overview')
    expect(response.as(OverviewView)).toEqual({
      customers: {
        total: 3,
        byStatus: { PAUSED: 0, ERROR: 0, NOT_CONNECTED: 2, SETUP_INCOMPLETE: 0, READY: 1 },
      },
      trackings: {
        total: 3,
        bySyncStatus: { PENDING: 2, IN_PROGRESS: 0, AWAITING_PUBLISH: 0, SUCCESS: 0, FAILED: 1 },
      },
      topCustomers: [
        { id: two.id, name: 'Two', trackingCount: 2 },
        { id: one.id, name: 'One', trackingCount: 1 },
      ],
    })
    expect(connected.status).toBe('READY')
    expect(response.roundTrips).toEqual(onTheWire(1))
  })
})
