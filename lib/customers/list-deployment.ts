import type { Prisma } from '../db/generated/client.ts'
import { Deployment } from '../deployment/deployment.ts'
import { AppError } from '../errors/app-error.ts'
import { BY_CREATED_AT, listPage } from '../paging/list-page.ts'
import type { PageQuery } from '../paging/page.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { NO_SUCH_CUSTOMER } from './customer-problems.ts'

const FIELDS = {
  id: true,
  name: true,
  deployment: true,
  deploymentState: true,
  deploymentCheckedAt: true,
  createdAt: true,
} as const satisfies Prisma.TrackingSelect

/**
 * The last verdict on each tracking of a customer, oldest tracking first.
 * @throws AppError `not_found`
 */
export function listDeployment(
  db: TenantDb,
  { organizationId }: { organizationId: string },
  customerId: string,
  query: PageQuery,
) {
  return listPage({
    list: 'customers.deployment',
    organizationId,
    query: { ...query, customerId },
    sort: BY_CREATED_AT,
    order: 'asc',
    async read({ where, orderBy, take }) {
      const customer = await db.customer.findUnique({
        where: { id: customerId },
        select: { trackings: { where: { ...where, deletedAt: null }, orderBy, take, select: FIELDS } },
      })
      if (!customer) throw AppError.of(NO_SUCH_CUSTOMER)
      return customer.trackings.map(deploymentView)
    },
  })
}

type Row = Prisma.TrackingGetPayload<{ select: typeof FIELDS }>

function deploymentView({ id, name, deployment, deploymentState, deploymentCheckedAt, createdAt }: Row) {
  return {
    id,
    createdAt,
    trackingId: id,
    name,
    state: deploymentState,
    reasons: [...(Deployment.parse(deployment).googleAds?.reasons ?? [])],
    checkedAt: deploymentCheckedAt,
  }
}
