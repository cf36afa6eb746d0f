import { z } from 'zod'
import { unavailable } from '../db/database-error.ts'
import type { Identity } from '../model/identity.ts'
import { describeError, log } from '../telemetry/log.ts'
import { signClaims } from '../tenant/sign-claims.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { UnknownOutcomeError } from '../tenant/unknown-outcome-error.ts'
import { withTenant } from '../tenant/with-tenant.ts'

const Outcome = z.enum(['done', 'kept', 'taken'])

/**
 * Stores the verified address of the caller's account where it has changed; no statement where it has not. An address
 * that another member has stays theirs, and one of a token from before the last change is not taken. A read does not fail
 * because this write does: the next one tries again.
 * @returns the address that is stored now
 */
export async function followAddress(
  tenant: Tenant,
  { userId, email: stored }: { userId: string; email: string },
  { email: current, emailVerified, issuedAt }: Identity,
): Promise<string> {
  if (!current || !emailVerified || current === stored) return stored
  const claims = signClaims({ kind: 'newAddress', user: userId, email: current, tokenIssuedAt: issuedAt })
  const { organizationId } = tenant
  try {
    const [row] = await withTenant(
      tenant,
      {},
      (db) => db.$queryRaw<{ outcome: string }[]>`select app.follow_address(${claims}) as outcome`,
    )
    const outcome = Outcome.parse(row?.outcome)
    if (outcome === 'taken') log.warn('member.address_taken', { organizationId })
    return outcome === 'done' ? current : stored
  } catch (error) {
    if (!(unavailable(error) || error instanceof UnknownOutcomeError)) throw error
    log.warn('member.address_kept', { organizationId, ...describeError(error) })
    return stored
  }
}
