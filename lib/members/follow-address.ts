import { z } from 'zod'
import { log } from '../telemetry/log.ts'
import { signClaims } from '../tenant/sign-claims.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import type { SignedIn } from './require-verified-email.ts'

const Outcome = z.enum(['done', 'kept', 'taken'])

/**
 * Stores the verified address of the caller's account where it has changed; no statement where it has not. An address
 * that another member has stays theirs, and one of a token from before the last change is not taken.
 * @returns the address that is stored now
 */
export async function followAddress(
  tenant: Tenant,
  { userId, email: stored }: { userId: string; email: string },
  { email, emailVerified, issuedAt }: SignedIn,
): Promise<string> {
  const current = email?.toLowerCase()
  if (!current || !emailVerified || current === stored) return stored
  const claims = signClaims({ kind: 'newAddress', user: userId, email: current, tokenIssuedAt: issuedAt })
  const [row] = await withTenant(
    tenant,
    {},
    (db) => db.$queryRaw<{ outcome: string }[]>`select app.follow_address(${claims}) as outcome`,
  )
  const outcome = Outcome.parse(row?.outcome)
  if (outcome === 'taken') log.warn('member.address_taken', { organizationId: tenant.organizationId })
  return outcome === 'done' ? current : stored
}
