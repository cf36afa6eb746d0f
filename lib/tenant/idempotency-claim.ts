import type { ParameterizedStatement } from '../db/instrumented-client.ts'
import type { MainStatement } from '../db/round-trip.ts'

/** A request that is to count once, however often it is sent: digests of its key and of what it asks for. */
export type IdempotencyClaim = {
  keyHash: string
  fingerprint: string
  /** The status of its response. */
  status: number
}

/** The key was `used` before, or is `busy` in a request under way; nothing was read or written. */
export class IdempotencyConflictError extends Error {
  override readonly name = 'IdempotencyConflictError'
  readonly by: 'used' | 'busy'

  constructor(by: IdempotencyConflictError['by']) {
    super(`idempotency key ${by}`)
    this.by = by
  }
}

/** Why the key could not be claimed, by the SQLSTATE. */
export function idempotencyConflict(sqlState: string | undefined): IdempotencyConflictError | undefined {
  if (sqlState === 'OC006') return new IdempotencyConflictError('used')
  return sqlState === 'OC007' ? new IdempotencyConflictError('busy') : undefined
}

/** Claims the key, right behind `app.enter`; fails where it has been used. */
export function claimStatement({ keyHash, fingerprint, status }: IdempotencyClaim): ParameterizedStatement {
  return {
    text: 'select app.claim_idempotency_key($1, $2, $3)',
    values: [keyHash, fingerprint, status],
  }
}

/** Records what was made, right before the COMMIT that makes it. */
export function completeStatement(
  { keyHash }: IdempotencyClaim,
  resourceIds: readonly string[],
): ParameterizedStatement {
  return { text: 'select app.complete_idempotency_key($1, $2)', values: [keyHash, resourceIds] }
}

/** The same along with the one statement that makes something: an INSERT, or a SELECT of a function, that returns `id`. */
export function completingStatement({ keyHash }: IdempotencyClaim, making: MainStatement): MainStatement {
  const { text, values = [] } = making
  return {
    ...making,
    text: `with made as (${text}) select made.* from made, (
      select app.complete_idempotency_key($${values.length + 1}, array(select id from made))) completed`,
    values: [...values, keyHash],
  }
}
