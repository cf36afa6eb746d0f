import { randomUUID } from 'node:crypto'
import { ZenStackClient } from '@zenstackhq/orm'
import { PostgresDialect } from '@zenstackhq/orm/dialects/postgres'
import { PolicyPlugin } from '@zenstackhq/plugin-policy'
import pg from 'pg'
import { overviewView } from '../../../../lib/reports/overview-view.ts'
import { type Connect, NEW_TRACKING, PAGE } from '../contestant.ts'
import { pageOfTrackings } from './page-of-trackings.ts'
import { TRACKING_FIELDS } from './tracking-fields.ts'
import { trackingView } from './tracking-view.ts'
import { schema } from './zenstack/schema.ts'

/** What `groupBy` adds; its own type of the result is lost on the way here. */
type Counted = { _count: number }

/**
 * ZenStack 3, which puts its policies into each query, by a login that no policy of PostgreSQL applies to. Its policies
 * compare a uuid as text, which no index serves, so that queries name the organization as well.
 */
export const zenstack: Connect = async (settings) => {
  const client = new ZenStackClient(schema, {
    dialect: new PostgresDialect({ pool: new pg.Pool(settings) }),
  }).$use(new PolicyPlugin())
  return {
    async list({ organizationId, customerId }) {
      const rows = await client.$setAuth({ organizationId }).tracking.findMany({
        where: { organizationId, customerId, deletedAt: null },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: PAGE + 1,
        select: TRACKING_FIELDS,
      })
      return pageOfTrackings(rows)
    },
    async get({ organizationId, trackingId }) {
      const row = await client.$setAuth({ organizationId }).tracking.findFirstOrThrow({
        where: { organizationId, id: trackingId, deletedAt: null },
        select: TRACKING_FIELDS,
      })
      return trackingView(row)
    },
    // Its policies do not apply to raw SQL, so that the report is three queries at once.
    async report({ organizationId }) {
      const db = client.$setAuth({ organizationId })
      const [customers, trackings, topCustomers] = await Promise.all([
        db.customer.groupBy({ by: ['status'], where: { organizationId, deletedAt: null }, _count: true }),
        db.tracking.groupBy({ by: ['syncStatus'], where: { organizationId, deletedAt: null }, _count: true }),
        db.customer.findMany({
          where: { organizationId, deletedAt: null, trackingCount: { gt: 0 } },
          orderBy: [{ trackingCount: 'desc' }, { id: 'desc' }],
          take: 10,
          select: { id: true, name: true, trackingCount: true },
        }),
      ])
      return overviewView({
        customers: Object.fromEntries(
          customers.map(({ status, _count }: { status: string } & Counted) => [status, _count]),
        ),
        trackings: Object.fromEntries(
          trackings.map(({ syncStatus, _count }: { syncStatus: string } & Counted) => [syncStatus, _count]),
        ),
        topCustomers,
      })
    },
    create({ organizationId, customerId, userId }, name) {
      return client.$setAuth({ organizationId }).$transaction(async (tx) => {
        const made = await tx.tracking.create({
          data: { organizationId, customerId, name, ...NEW_TRACKING },
          select: TRACKING_FIELDS,
        })
        await tx.syncJob.create({
          data: { organizationId, customerId, trackingId: made.id, action: 'CREATE' },
        })
        await tx.customer.update({ where: { id: customerId }, data: { trackingCount: { increment: 1 } } })
        await tx.auditEntry.create({
          data: {
            organizationId,
            actorId: userId,
            requestId: randomUUID(),
            action: 'tracking.create',
            targetType: 'tracking',
            targetId: made.id,
            after: { customerId, name, ...NEW_TRACKING },
          },
        })
        return trackingView(made)
      })
    },
  }
}
