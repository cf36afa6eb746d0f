import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { digestOf } from '../sync/plan/digest-of.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { DIGEST_MISSING, SELECTION_CHANGED } from './tracking-problems.ts'
import type { Tracking } from './tracking-view.ts'

/** What a request changes of many trackings may be looked at before: `?validate=true`. */
export const ValidateQuery = z.object({
  validate: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('Change nothing: say which trackings would change and how, with the `digest` to send for it'),
})

/** Stands for what was looked at. */
export const EditDigest = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be the digest of ?validate=true')
  .exactOptional()
  .describe('Of `?validate=true`: exactly those trackings are changed, as they were then, or none')
  .meta({ examples: ['5f0c6b7c1b0e8f4ad9d8c8b1e9e3b0a4c1d2e3f405162738495a6b7c8d9e0f1a'] })

/** The trackings, each as it is now, and what is to become of them. */
export function digestOfEdit(edit: object, trackings: readonly Tracking[]): string {
  return digestOf({ edit, trackings: trackings.map(({ id, version }) => [id, version]) })
}

type Seen = { digest: string | undefined; expected: string }

/**
 * Locks trackings, customers first, and makes sure that they are what the caller has looked at.
 * @param target another customer to lock
 * @throws AppError `invalid_request` without a digest, `conflict` where something has changed since
 */
export async function holdTrackings(
  db: TenantDb,
  trackings: readonly Tracking[],
  { digest, expected }: Seen,
  target?: string,
): Promise<void> {
  if (digest === undefined) throw AppError.of(DIGEST_MISSING)
  if (digest !== expected) throw AppError.of(SELECTION_CHANGED)
  const ids = trackings.map(({ id }) => id)
  const held = await db.$queryRaw<{ id: string; version: number }[]>`
    select tracking_id as id, version from app.lock_trackings(${ids}::uuid[], ${target ?? null}::uuid)`
  const versions = new Map(held.map(({ id, version }) => [id, version]))
  const isSame = trackings.every(({ id, version }) => versions.get(id) === version)
  if (!isSame) throw AppError.of(SELECTION_CHANGED)
}
