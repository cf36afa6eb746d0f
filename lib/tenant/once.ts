import type { Statement } from './entry.ts'
import type { TenantDb } from './tenant-db.ts'

/** A request that is to count once, however often it is sent: digests of its key and of what it asks for. */
export type Once = {
  keyHash: string
  fingerprint: string
  /** The status of its answer. */
  status: number
}

/** The key was `used` before, or is `busy` in a request under way; nothing was read or written. */
export class KeyTaken extends Error {
  override readonly name = 'KeyTaken'
  readonly by: 'used' | 'busy'

  constructor(by: KeyTaken['by']) {
    super(`key taken: ${by}`)
    this.by = by
  }
}

/** Names a refusal of the key by its SQLSTATE. */
export function keyTaken(sqlState: string | undefined): KeyTaken | undefined {
  if (sqlState === 'OC006') return new KeyTaken('used')
  return sqlState === 'OC007' ? new KeyTaken('busy') : undefined
}

/** What a request with the same key made. */
export type Done = {
  fingerprint: string
  status: number
  resourceIds: string[]
}

/** Takes the key, right behind `app.enter`; refused where it has been used. */
export function takeStatement({ keyHash, fingerprint, status }: Once): Statement {
  return {
    text: 'select app.take_idempotency_key($1, $2, $3)',
    values: [keyHash, fingerprint, status],
  }
}

/** Says what was made, right before the COMMIT that makes it. */
export function settleStatement({ keyHash }: Once, resourceIds: readonly string[]): Statement {
  return { text: 'select app.settle_idempotency_key($1, $2)', values: [keyHash, resourceIds] }
}

/** What was made under a key of the entered organization, if it has been used. */
export function findDone(db: TenantDb, { keyHash }: Once): Promise<Done | null> {
  return db.idempotencyKey.findFirst({
    where: { keyHash },
    select: { fingerprint: true, status: true, resourceIds: true },
  })
}
