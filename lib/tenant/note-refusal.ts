import { describeError, log } from '../log.ts'
import { callBeforeTenant } from './before-tenant.ts'
import type { RefusalReason } from './entry-refused.ts'

type Refusal = {
  organizationId: string
  userId: string
  /** The operation that was asked for. */
  operation: string
  reason: RefusalReason
  requestId: string
}

/**
 * Puts on record that somebody was turned away; repeated attempts are counted, so that they cannot flood the log. That
 * it cannot be recorded changes nothing for the caller.
 */
export async function noteRefusal(refusal: Refusal): Promise<void> {
  const { organizationId, userId, operation, reason, requestId } = refusal
  try {
    await callBeforeTenant('select app.note_refusal($1::uuid, $2::uuid, $3, $4, $5)::text', [
      organizationId,
      userId,
      operation,
      reason,
      requestId,
    ])
  } catch (error) {
    log.warn('audit.refusal_lost', { organizationId, userId, operation, ...describeError(error) })
  }
}
