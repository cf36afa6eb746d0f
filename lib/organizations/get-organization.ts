import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { ORGANIZATION_FIELDS, type Organization } from './organization-view.ts'

/**
 * The session's organization.
 * @throws TenantAccessDeniedError `not_a_member` where it was deleted after the session was opened
 */
export async function getOrganization(db: TenantDb, organizationId: string): Promise<Organization> {
  const row = await db.organization.findUnique({ where: { id: organizationId }, select: ORGANIZATION_FIELDS })
  if (!row) throw new TenantAccessDeniedError('not_a_member')
  return row
}
