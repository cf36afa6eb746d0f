import type { TenantDb } from '../tenant/with-tenant.ts'
import type { UpdateOrganization } from './organization-input.ts'
import { ORGANIZATION_FIELDS, type OrganizationView, organizationView } from './organization-view.ts'

/** Changes the organization that was entered. */
export async function updateOrganization(
  db: TenantDb,
  organizationId: string,
  changes: UpdateOrganization,
): Promise<OrganizationView> {
  return organizationView(
    await db.organization.update({
      where: { id: organizationId },
      data: changes,
      select: ORGANIZATION_FIELDS,
    }),
  )
}
