import { stale } from '../errors/app-error.ts'
import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { UpdateOrganization } from './organization-input.ts'
import { ORGANIZATION_FIELDS, type OrganizationView, organizationView } from './organization-view.ts'

/**
 * Changes the organization that was entered.
 * @param versions the only ones to change, where the caller names some
 * @throws AppError `precondition_failed`
 * @throws TenantAccessDeniedError `not_a_member` where it was deleted between the entry and this statement
 */
export async function updateOrganization(
  db: TenantDb,
  organizationId: string,
  changes: UpdateOrganization,
  versions?: readonly number[],
): Promise<OrganizationView> {
  const [written] = await db.organization.updateManyAndReturn({
    where: { id: organizationId, ...(versions && { version: { in: [...versions] } }) },
    data: { ...changes, version: { increment: 1 } },
    select: ORGANIZATION_FIELDS,
  })
  if (!written) throw versions ? stale('organization') : new TenantAccessDeniedError('not_a_member')
  return organizationView(written)
}
