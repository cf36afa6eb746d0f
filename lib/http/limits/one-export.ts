import { randomUUID } from 'node:crypto'
import { AppError } from '../../errors/app-error.ts'
import { describeError, log } from '../../telemetry/log.ts'
import type { Tenant } from '../../tenant/tenant.ts'
import { withTenant } from '../../tenant/with-tenant.ts'
import { Stream } from '../reply.ts'
import { EXPORT_UNDER_WAY } from '../request-problems.ts'

/** The longest that the function of an export lives (`vercel.json`): one that was killed holds the lease no longer. */
const LEASE = '300 seconds'
const RETRY_AFTER_SECONDS = 10

/**
 * Runs an export, unless the organization has one under way anywhere; a streamed one is under way until its end.
 * @throws AppError `rate_limited`; TenantAccessDeniedError
 */
export async function oneExport(tenant: Tenant, run: () => Promise<unknown>): Promise<unknown> {
  const owner = randomUUID()
  const [claim] = await withTenant(
    tenant,
    {},
    (db) =>
      db.$queryRaw<{ claimed: boolean }[]>`
        select app.claim_export(${owner}::uuid, ${LEASE}::interval) as claimed`,
  )
  if (!claim?.claimed) throw AppError.of(EXPORT_UNDER_WAY, {}, { retryAfterSeconds: RETRY_AFTER_SECONDS })
  const release = () => releaseExport(tenant, owner)
  let result: unknown
  try {
    result = await run()
  } catch (error) {
    await release()
    throw error
  }
  if (result instanceof Stream) return result.onEnd(release)
  await release()
  return result
}

/** A failure only makes the next export wait until the lease has run out. */
async function releaseExport(tenant: Tenant, owner: string): Promise<void> {
  try {
    await withTenant(tenant, {}, (db) => db.$queryRaw`select app.release_export(${owner}::uuid)::text`)
  } catch (error) {
    log.warn('export.release_failed', {
      organizationId: tenant.organizationId,
      requestId: tenant.requestId,
      ...describeError(error),
    })
  }
}
