import { z } from 'zod'
import { inParallel } from '../concurrency/in-parallel.ts'
import { revokeGrant, STILL_GRANTED } from '../connections/tokens/revoke-grant.ts'
import { AppError } from '../errors/app-error.ts'
import { log } from '../telemetry/log.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import { NOT_THE_NAME, SYNC_UNDER_WAY } from './organization-problems.ts'
import type { DeletedOrganization } from './organization-view.ts'

/** Grants that are ended at Google at the same time. */
const WIDTH = 5

const Deletion = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.enum(['not_a_member', 'role', 'name']) }),
  z.object({ outcome: z.literal('busy'), runId: z.string() }),
  z.object({
    outcome: z.literal('done'),
    deployed: z.int(),
    grants: z.array(
      z.object({ googleAccountId: z.string(), email: z.string(), refreshToken: z.string().nullable() }),
    ),
  }),
])
type Deleted = Extract<z.infer<typeof Deletion>, { outcome: 'done' }>

/**
 * Deletes the organization with everything in it, under one deletion id. Its members are out at once and may join or
 * found another. All queued jobs are cancelled, deletions too: what is deployed on the clients' websites stays there and
 * goes on counting, because an agency that leaves must not break what its clients rely on; to have it removed, an ADMIN
 * deletes the customers first and lets that sync. The tokens of the Google logins are deleted as by a disconnect.
 * @param confirmName the organization's name, so that it does not happen by accident
 * @throws TenantAccessDeniedError · AppError `invalid_request` for the name, `conflict` while a sync is under way
 */
export async function deleteOrganization(tenant: Tenant, confirmName: string): Promise<DeletedOrganization> {
  const { organizationId } = tenant
  const { deployed, grants } = await withTenant(tenant, {}, async (db) => {
    const [row] = await db.$queryRaw<{ deletion: unknown }[]>`
      select app.soft_delete_organization(${confirmName}) as deletion`
    return requireDone(Deletion.parse(row?.deletion))
  })
  log.info('organization.deleted', { organizationId })
  const connections = await inParallel(grants, WIDTH, async ({ googleAccountId, email, refreshToken }) => ({
    googleAccountId,
    email,
    revokedAtGoogle: await revokeGrant({ organizationId, googleAccountId, refreshToken }),
  }))
  const allEnded = connections.every(({ revokedAtGoogle }) => revokedAtGoogle)
  return { liveTrackings: deployed, connections, nextStep: allEnded ? null : STILL_GRANTED }
}

function requireDone(deletion: z.infer<typeof Deletion>): Deleted {
  switch (deletion.outcome) {
    case 'done':
      return deletion
    case 'not_a_member':
    case 'role':
      throw new TenantAccessDeniedError(deletion.outcome)
    case 'name':
      throw AppError.of(NOT_THE_NAME)
    case 'busy':
      throw AppError.of(SYNC_UNDER_WAY, { syncRunId: deletion.runId })
    default:
      return deletion satisfies never
  }
}
