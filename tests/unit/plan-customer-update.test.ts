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
    hold: false,
    googleAccountId: health ? 'login' : null,
    googleContainerId,
    googleAdsAccountId: null,
    loginCustomerId: null,
    requestedChoice: null,
    publishMode: null,
    frozenUntil: null,
    effective: { publishMode: 'AUTO', frozenUntil: null },
    deploymentWorst: 'UNKNOWN',
    evidenceWorst: 'UNKNOWN',
    deploymentCheckedAt: null,
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

describe('what a change writes', () => {
  it('is what it names, and a pause or its end', () => {
    const current = customer('READY', 'GTM-A', 'ACTIVE')
    expect(planCustomerUpdate(current, { name: 'New' })).toEqual({ name: 'New' })
    expect(planCustomerUpdate(current, { paused: true })).toEqual({ paused: true })
    expect(planCustomerUpdate(current, { paused: false })).toEqual({ paused: false })
  })

  it('is that Google is reached where a container was chosen, unless the login was lost meanwhile', () => {
    const plan = (status: CustomerStatus, health: Health) =>
      planCustomerUpdate(customer(status, null, health), { googleContainerId: 'GTM-NEW' }, choice)
    expect(plan('ERROR', 'ACTIVE')).toEqual({ ...container, googleAccess: 'GRANTED' })
    expect(plan('PAUSED', 'ACTIVE')).toEqual({ ...container, googleAccess: 'GRANTED' })
    expect(plan('ERROR', 'ERROR')).toEqual(container)
    expect(plan('NOT_CONNECTED', 'DISCONNECTED')).toEqual(container)
  })
})

describe('a choice', () => {
  it('is refused when the login has changed since Google was asked', () => {
    const changes = { googleContainerId: 'GTM-NEW' }
    const current = customer('SETUP_INCOMPLETE', null, 'ACTIVE')
    expect(() => planCustomerUpdate(current, changes, { ...choice, googleAccountId: 'another' })).toThrow(
      /choose again/,
    )
  })

  it('moves elsewhere only when it names another container or Google Ads account', () => {
    const current = { ...customer('READY', 'GTM-A', 'ACTIVE'), googleAdsAccountId: '1234567890' }
    expect(movesElsewhere(current, { name: 'X' })).toBe(false)
    expect(movesElsewhere(current, { googleContainerId: 'GTM-A', googleAdsAccountId: '1234567890' })).toBe(
      false,
    )
    expect(movesElsewhere(current, { googleContainerId: 'GTM-B' })).toBe(true)
    expect(movesElsewhere(current, { googleAdsAccountId: '5556667777' })).toBe(true)
  })
})
