import type { TenantDb } from './tenant-db.ts'
import type { Statement } from './tenant-session.ts'

/** A request that is to count once, however often it is sent: digests of its key and of what it asks for. */
export type IdempotencyClaim = {
  keyHash: string
  fingerprint: string
  /** The status of its answer. */
  status: number
}

/** The key was `used` before, or is `busy` in a request under way; nothing was read or written. */
export class IdempotencyConflictError extends Error {
  override readonly name = 'IdempotencyConflictError'
  readonly by: 'used' | 'busy'

  constructor(by: IdempotencyConflictError['by']) {
    super(`key taken: ${by}`)
    this.by = by
  }
}

/** Names a refusal of the key by its SQLSTATE. */
export function idempotencyConflict(sqlState: string | undefined): IdempotencyConflictError | undefined {
  if (sqlState === 'OC006') return new IdempotencyConflictError('used')
  return sqlState === 'OC007' ? new IdempotencyConflictError('busy') : undefined
}

/** What a request with the same key made. */
export type CompletedRequest = {
  fingerprint: string
  status: number
  resourceIds: string[]
}

/** Takes the key, right behind `app.enter`; refused where it has been used. */
export function claimStatement({ keyHash, fingerprint, status }: IdempotencyClaim): Statement {
  return {
    text: 'select app.claim_idempotency_key($1, $2, $3)',
    values: [keyHash, fingerprint, status],
  }
}

/** Says what was made, right before the COMMIT that makes it. */
export function completeStatement({ keyHash }: IdempotencyClaim, resourceIds: readonly string[]): Statement {
  return { text: 'select app.complete_idempotency_key($1, $2)', values: [keyHash, resourceIds] }
}

/** What was made under a key of the entered organization, if it has been used. */
export function findCompleted(db: TenantDb, { keyHash }: IdempotencyClaim): Promise<CompletedRequest | null> {
  return db.idempotencyKey.findFirst({
    where: { keyHash },
    select: { fingerprint: true, status: true, resourceIds: true },
  })
}
