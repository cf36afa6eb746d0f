import { randomUUID } from 'node:crypto'
import { getOverview } from '../../../../lib/reports/get-overview.ts'
import type { Tenant } from '../../../../lib/tenant/tenant.ts'
import { withTenant } from '../../../../lib/tenant/with-tenant.ts'
import { createTracking } from '../../../../lib/trackings/create-tracking.ts'
import { getTracking } from '../../../../lib/trackings/get-tracking.ts'
import { listTrackings } from '../../../../lib/trackings/list-trackings.ts'
import { type Caller, type Connect, NEW_TRACKING, PAGE } from '../contestant.ts'

const READ = { readOnly: true }
const SIGNED_IN_AT = new Date(Date.now() - 60_000)

/** The product's verbs in `withTenant`: the settings lead to the database. */
export const withTenantContestant: Connect = async () => ({
  list(caller) {
    const tenant = tenantOf(caller)
    const { customerId } = caller
    const query = { customerId, limit: PAGE, sort: 'createdAt', order: 'desc', deleted: false } as const
    return withTenant(tenant, READ, (db) => listTrackings(db, tenant, query))
  },
  get: (caller) => withTenant(tenantOf(caller), READ, (db) => getTracking(db, caller.trackingId)),
  report: (caller) => withTenant(tenantOf(caller), READ, (db) => getOverview(db, caller.organizationId)),
  create: (caller, name) =>
    withTenant(tenantOf(caller), {}, (db) => {
      const { type, selector, conversionCategory: category, conversionCounting: counting } = NEW_TRACKING
      const { customerId } = caller
      return createTracking(db, { customerId, name, type, selector, conversion: { category, counting } })
    }),
})

function tenantOf({ organizationId, userId }: Caller): Tenant {
  const actor = { kind: 'user', userId, needs: 'MEMBER', authenticatedAt: SIGNED_IN_AT } as const
  return { organizationId, actor, requestId: randomUUID() }
}
