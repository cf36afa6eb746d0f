import { describeError, log } from '../telemetry/log.ts'
import { callBeforeTenant } from './before-tenant.ts'
import type { DenialReason } from './tenant-access-denied-error.ts'

type Denial = {
  organizationId: string
  userId: string
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
  const { organizationId, userId, operation, reason, requestId } = denial
  try {
    await callBeforeTenant('select app.record_denial($1::uuid, $2::uuid, $3, $4, $5)::text', [
      organizationId,
      userId,
      operation,
      reason,
      requestId,
    ])
  } catch (error) {
    log.warn('audit.denial_lost', { organizationId, userId, operation, ...describeError(error) })
  }
}
