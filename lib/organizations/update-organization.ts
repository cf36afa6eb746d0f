import { type IfMatch, unmatched, versionIn } from '../input/if-match.ts'
import { freezeError } from '../sync/freeze-error.ts'
import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { UpdateOrganization } from './organization-input.ts'
import { ORGANIZATION_FIELDS, type Organization } from './organization-view.ts'
import { timeZoneError } from './time-zone-error.ts'

/**
 * Changes the session's organization.
 * @throws AppError `precondition_failed`; `invalid_request` for a time zone that the database does not know, or a freeze
 *   that is over or ends too late
 * @throws TenantAccessDeniedError `not_a_member` where it was deleted after the session was opened
 */
export async function updateOrganization(
  db: TenantDb,
  organizationId: string,
  changes: UpdateOrganization,
  ifMatch: IfMatch,
): Promise<Organization> {
  const [written] = await db.organization
    .updateManyAndReturn({
      where: { id: organizationId, ...versionIn(ifMatch) },
      data: { ...changes, version: { increment: 1 } },
      select: ORGANIZATION_FIELDS,
    })
    .catch((error: unknown) => {
      throw freezeError(timeZoneError(error))
    })
  if (!written) throw unmatched('organization', ifMatch, new TenantAccessDeniedError('not_a_member'))
  return written
}
