import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { ORGANIZATION_FIELDS, type OrganizationView, organizationView } from './organization-view.ts'

/**
 * The organization that was entered.
 * @throws TenantAccessDeniedError `not_a_member` where it was deleted between the entry and this statement
 */
export async function getOrganization(db: TenantDb, organizationId: string): Promise<OrganizationView> {
  const row = await db.organization.findUnique({ where: { id: organizationId }, select: ORGANIZATION_FIELDS })
  if (!row) throw new TenantAccessDeniedError('not_a_member')
  return organizationView(row)
}
