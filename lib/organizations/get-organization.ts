import type { TenantDb } from '../tenant/with-tenant.ts'
import { ORGANIZATION_FIELDS, type OrganizationView, organizationView } from './organization-view.ts'

/** The organization that was entered. */
export async function getOrganization(db: TenantDb, organizationId: string): Promise<OrganizationView> {
  return organizationView(
    await db.organization.findUniqueOrThrow({ where: { id: organizationId }, select: ORGANIZATION_FIELDS }),
  )
}
