import type { IdempotencyClaim } from './idempotency-claim.ts'
import type { TenantDb } from './tenant-db.ts'

/** What a request with the same idempotency key made. */
type CompletedRequest = { fingerprint: string; status: number; resourceIds: string[] }

/** What was made under a key of the session's organization, if it has been used. */
export function findCompleted(
  db: TenantDb,
  { keyHash }: Pick<IdempotencyClaim, 'keyHash'>,
): Promise<CompletedRequest | null> {
  return db.idempotencyKey.findFirst({
    where: { keyHash },
    select: { fingerprint: true, status: true, resourceIds: true },
  })
}
