import { AppError, notFound } from '../errors/app-error.ts'
import { LOOKING_KINDS } from '../model/sync-run-kind.ts'
import { log } from '../telemetry/log.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../tenant/with-tenant.ts'
import { SYNC_UNDER_WAY } from './connection-problems.ts'
import type { DisconnectedConnection } from './connection-view.ts'
import { getConnection } from './get-connection.ts'
import { revokeGrant, STILL_GRANTED } from './tokens/revoke-grant.ts'

/**
 * Ends the use of a Google login. The tokens are wiped, its customers are not connected any more and keep their accounts and
 * everything that is synced, so that connecting again continues where it stopped. Then the grant is ended at Google
 * too, unless another organization works through the same account; that this fails does not undo the disconnect.
 * @throws AppError `not_found`; `conflict` while a sync is under way
 */
export async function disconnect(tenant: Tenant, googleAccountId: string): Promise<DisconnectedConnection> {
  const { organizationId } = tenant
  // Runs of deleted customers count too: they remove what is left at Google.
  const refreshToken = await withTenant(tenant, { deleted: 'include' }, async (db) => {
    await requireIdle(db, googleAccountId)
    const wiped = await wipeTokens(db, googleAccountId)
    await db.customer.updateMany({
      where: { googleAccountId, googleAccess: { not: 'NONE' }, deletedAt: null },
      data: { googleAccess: 'NONE', version: { increment: 1 } },
    })
    return wiped
  })
  log.info('connection.disconnected', { organizationId, googleAccountId })
  const revokedAtGoogle = await revokeGrant({ organizationId, googleAccountId, refreshToken })
  const connection = await withTenant(tenant, { readOnly: true }, (db) => getConnection(db, googleAccountId))
  return { connection, revokedAtGoogle, nextStep: revokedAtGoogle ? null : STILL_GRANTED }
}

/** A run that no process holds, and none can claim while the connection is lost or nothing may be written, is no obstacle. */
async function requireIdle(db: TenantDb, googleAccountId: string): Promise<void> {
  const run = await db.syncRun.findFirst({
    where: {
      status: 'RUNNING',
      customer: { googleAccountId },
      OR: [
        { leaseUntil: { gt: new Date() } },
        {
          OR: [{ kind: { in: [...LOOKING_KINDS] } }, { organization: { writesPaused: false } }],
          customer: {
            googleConnection: { status: 'ACTIVE' },
            OR: [{ status: { in: ['READY', 'ERROR'] } }, { deletedAt: { not: null } }],
          },
        },
      ],
    },
    select: { id: true },
  })
  if (!run) return
  throw AppError.of(SYNC_UNDER_WAY, { syncRunId: run.id })
}

/** @returns the encrypted refresh token that was stored until now */
async function wipeTokens(db: TenantDb, googleAccountId: string): Promise<string | null> {
  // First a change that locks the row and still returns the token, which a refresh might replace otherwise.
  const [locked] = await db.googleConnection.updateManyAndReturn({
    where: { googleAccountId, deletedAt: null },
    data: {
      status: 'DISCONNECTED',
      errorCode: null,
      accessToken: null,
      tokenExpiresAt: null,
      refreshDueAt: null,
      refreshFailures: 0,
      tokenVersion: { increment: 1 },
    },
    select: { refreshToken: true },
  })
  if (!locked) throw notFound('connection')
  await db.googleConnection.updateMany({ where: { googleAccountId }, data: { refreshToken: null } })
  return locked.refreshToken
}
