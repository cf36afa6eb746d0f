import { describe, expect, it } from 'vitest'
import type { CustomerView } from '../../lib/customers/customer-view.ts'
import { movesElsewhere, planCustomerUpdate } from '../../lib/customers/plan-customer-update.ts'
import type { CustomerStatus } from '../../lib/model/customer-status.ts'

type Health = 'ACTIVE' | 'ERROR' | 'DISCONNECTED'

function customer(status: CustomerStatus, googleContainerId: string | null, health?: Health): CustomerView {
  return {
    id: '01890000-0000-7000-8000-000000000000',
    name: 'Shop',
    websiteUrl: 'https://shop.example',
    status,
    googleAccountId: health ? 'login' : null,
    googleContainerId,
    googleAdsAccountId: null,
    loginCustomerId: null,
    requestedChoice: null,
    deploymentWorst: 'UNKNOWN',
    openFindings: 0,
    trackingCount: 0,
    connection: health
      ? { googleAccountId: 'login', email: 'a@b.test', status: health, scopes: [], tokenExpiresAt: null }
      : null,
    version: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    deletedAt: null,
  }
}

const container = { googleContainerId: 'GTM-NEW', containerPath: 'accounts/1/containers/2' }
const choice = { googleAccountId: 'login', container }

describe('the status after a change', () => {
  it.each([
    ['ACTIVE', null, undefined, 'INACTIVE', 'INACTIVE'],
    ['CONNECTED', 'GTM-A', 'ACTIVE', 'INACTIVE', 'INACTIVE'],
    ['ERROR', 'GTM-A', 'ERROR', 'INACTIVE', 'INACTIVE'],
    ['INACTIVE', null, undefined, 'ACTIVE', 'ACTIVE'],
    ['INACTIVE', null, 'ACTIVE', 'ACTIVE', 'ACTIVE'],
    ['INACTIVE', 'GTM-A', 'ACTIVE', 'ACTIVE', 'CONNECTED'],
    ['INACTIVE', 'GTM-A', 'ERROR', 'ACTIVE', 'ERROR'],
    ['INACTIVE', 'GTM-A', 'DISCONNECTED', 'ACTIVE', 'ACTIVE'],
    ['INACTIVE', 'GTM-A', undefined, 'ACTIVE', 'ACTIVE'],
    ['CONNECTED', 'GTM-A', 'ACTIVE', 'ACTIVE', 'CONNECTED'],
    ['ERROR', 'GTM-A', 'ACTIVE', 'ACTIVE', 'ERROR'],
  ] as const)('of %s (container %s, connection %s), set to %s, is %s', (status, id, health, wish, after) => {
    expect(planCustomerUpdate(customer(status, id, health), { status: wish }).status).toBe(after)
  })

  it.each(['ACTIVE', 'CONNECTED', 'ERROR', 'INACTIVE'] as const)(
    '%s outlives a change of the name',
    (status) => {
      expect(planCustomerUpdate(customer(status, 'GTM-A', 'ACTIVE'), { name: 'New' })).toEqual({
        name: 'New',
        status,
      })
    },
  )

  it('is CONNECTED when a container was chosen, unless the customer is paused', () => {
    const plan = (status: CustomerStatus) =>
      planCustomerUpdate(customer(status, null, 'ACTIVE'), { googleContainerId: 'GTM-NEW' }, choice)
    expect(plan('ACTIVE')).toEqual({ ...container, status: 'CONNECTED' })
    expect(plan('ERROR').status).toBe('CONNECTED')
    expect(plan('INACTIVE')).toEqual({ ...container, status: 'INACTIVE' })
  })
})

describe('a choice', () => {
  it('is refused when the login has changed since Google was asked', () => {
    const changes = { googleContainerId: 'GTM-NEW' }
    const current = customer('ACTIVE', null, 'ACTIVE')
    expect(() => planCustomerUpdate(current, changes, { ...choice, googleAccountId: 'another' })).toThrow(
      /choose again/,
    )
  })

  it('moves elsewhere only when it names another container or Google Ads account', () => {
    const current = { ...customer('CONNECTED', 'GTM-A', 'ACTIVE'), googleAdsAccountId: '1234567890' }
    expect(movesElsewhere(current, { name: 'X' })).toBe(false)
    expect(movesElsewhere(current, { googleContainerId: 'GTM-A', googleAdsAccountId: '1234567890' })).toBe(
      false,
    )
    expect(movesElsewhere(current, { googleContainerId: 'GTM-B' })).toBe(true)
    expect(movesElsewhere(current, { googleAdsAccountId: '5556667777' })).toBe(true)
  })
})
