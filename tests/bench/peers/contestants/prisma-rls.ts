import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { type OverviewRow, overviewView } from '../../../../lib/reports/overview-view.ts'
import { type Connect, NEW_TRACKING, PAGE } from '../contestant.ts'
import { type Prisma, PrismaClient } from './generated/client.ts'
import { overviewStatement } from './overview-statement.ts'
import { pageOfTrackings } from './page-of-trackings.ts'
import { theOne } from './the-one.ts'
import { TRACKING_FIELDS } from './tracking-fields.ts'
import { trackingView } from './tracking-view.ts'

/**
 * The extension of Prisma's own example for row-level security, which sends each operation in an array transaction
 * behind its set_config: https://github.com/prisma/prisma-client-extensions/tree/main/row-level-security
 * It sees neither raw SQL nor transactions, so the report and the writes of `create` bring their set_config themselves.
 */
export const prismaRls: Connect = async (settings) => {
  const { strings, values } = await overviewStatement()
  const prisma = new PrismaClient({
    adapter: new PrismaPg(settings, { schema: 'peers' }),
    // Its own would give up after 2 s without a connection, which a busy machine takes longer for.
    transactionOptions: { maxWait: 6_000, timeout: 14_000 },
  })
  const setOrganization = (organizationId: string) =>
    prisma.$executeRaw`select set_config('peers.organization_id', ${organizationId}, true)`
  const forOrganization = (organizationId: string) =>
    prisma.$extends({
      query: {
        $allModels: {
          async $allOperations({ args, query }) {
            const [, result] = await prisma.$transaction([setOrganization(organizationId), query(args)])
            return result
          },
        },
      },
    })
  return {
    async list({ organizationId, customerId }) {
      const rows = await forOrganization(organizationId).tracking.findMany({
        where: { organizationId, customerId, deletedAt: null },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: PAGE + 1,
        select: TRACKING_FIELDS,
      })
      return pageOfTrackings(rows)
    },
    async get({ organizationId, trackingId }) {
      const row = await forOrganization(organizationId).tracking.findFirstOrThrow({
        where: { organizationId, id: trackingId, deletedAt: null },
        select: TRACKING_FIELDS,
      })
      return trackingView(row)
    },
    async report({ organizationId }) {
      const [, rows] = await prisma.$transaction([
        setOrganization(organizationId),
        prisma.$queryRaw<OverviewRow[]>(strings, ...values(organizationId)),
      ])
      return overviewView(theOne(rows))
    },
    async create({ organizationId, customerId, userId }, name) {
      const id = randomUUID()
      const after = { customerId, name, ...NEW_TRACKING } satisfies Prisma.InputJsonObject
      const [, made] = await prisma.$transaction([
        setOrganization(organizationId),
        prisma.tracking.create({
          data: { id, organizationId, customerId, name, ...NEW_TRACKING },
          select: TRACKING_FIELDS,
        }),
        prisma.syncJob.create({ data: { organizationId, customerId, trackingId: id, action: 'CREATE' } }),
        prisma.customer.update({
          where: { organizationId_id: { organizationId, id: customerId } },
          data: { trackingCount: { increment: 1 } },
        }),
        prisma.auditEntry.create({
          data: {
            organizationId,
            actorId: userId,
            requestId: randomUUID(),
            action: 'tracking.create',
            targetType: 'tracking',
            targetId: id,
            after,
          },
        }),
      ])
      return trackingView(made)
    },
  }
}
