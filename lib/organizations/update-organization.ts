import { type IfMatch, unmatched, versionIn } from '../input/if-match.ts'
import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { UpdateOrganization } from './organization-input.ts'
import { ORGANIZATION_FIELDS, type Organization } from './organization-view.ts'

/**
 * Changes the session's organization.
 * @throws AppError `precondition_failed`
 * @throws TenantAccessDeniedError `not_a_member` where it was deleted after the session was opened
 */
export async function updateOrganization(
  db: TenantDb,
  organizationId: string,
  changes: UpdateOrganization,
  ifMatch: IfMatch,
): Promise<Organization> {
  const [written] = await db.organization.updateManyAndReturn({
    where: { id: organizationId, ...versionIn(ifMatch) },
    data: { ...changes, version: { increment: 1 } },
    select: ORGANIZATION_FIELDS,
  })
  if (!written) throw unmatched('organization', ifMatch, new TenantAccessDeniedError('not_a_member'))
  return written
}
