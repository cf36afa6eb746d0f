import { describeError, log } from '../telemetry/log.ts'
import { callBeforeTenant } from './before-tenant.ts'
import { signClaims } from './sign-claims.ts'
import type { DenialReason } from './tenant-access-denied-error.ts'

type Denial = {
  organizationId: string
  /** Who was denied access: a user or an API key, by id. */
  actor: { user: string } | { key: string }
  /** The operation that was asked for. */
  operation: string
  reason: DenialReason
  requestId: string
}

/**
 * Records that access was denied; repeated attempts are counted, so that they cannot flood the log. A failure to
 * record changes nothing for the caller.
 */
export async function recordDenial(denial: Denial): Promise<void> {
  const { organizationId, actor, operation, reason, requestId } = denial
  try {
    const claims = {
      kind: 'denial',
      organization: organizationId,
      ...actor,
      operation,
      reason,
      request: requestId,
    } as const
    await callBeforeTenant('select app.record_denial($1)::text', [signClaims(claims)])
  } catch (error) {
    log.warn('audit.denial_lost', { organizationId, ...actor, operation, ...describeError(error) })
  }
}
