import { randomUUID } from 'node:crypto'
import { callSystem } from '../db/system-pool.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'

/** How long a claimed account is safe from others without being renewed: longer than a question to Google. */
const LEASE = '120 seconds'

/** An Ads account that this process collects: no other does while the lease lives. */
export type Collection = { organizationId: string; adsAccountId: string; leaseOwner: string; fence: number }

/** The lease ran out and another process may hold the account by now: stop, write nothing more. */
export class CollectionLostError extends Error {
  override readonly name = 'CollectionLostError'
  constructor() {
    super('the lease of the collection was lost')
  }
}

/** Claims the account that is due longest, of all organizations, or was left by a collector whose lease ran out. */
export async function claimCollection(): Promise<Collection | undefined> {
  const leaseOwner = randomUUID()
  const [row] = await callSystem<{ organization_id: string; ads_account_id: string; fence: number }>(
    'select * from app.claim_collection($1, $2)',
    [leaseOwner, LEASE],
  )
  return (
    row && {
      organizationId: row.organization_id,
      adsAccountId: row.ads_account_id,
      leaseOwner,
      fence: row.fence,
    }
  )
}

/** Prolongs the lease before what takes long. @throws CollectionLostError */
export async function renewCollection(collection: Collection): Promise<void> {
  const [row] = await callSystem<{ renewed: boolean }>(
    'select app.renew_collection($1, $2, $3, $4, $5) as renewed',
    [...keyOf(collection), LEASE],
  )
  if (!row?.renewed) throw new CollectionLostError()
}

/** Gives the account back until it is due again; `failed` counts on for the waits between attempts. */
export async function endCollection(collection: Collection, due: Date, failed: boolean): Promise<void> {
  await callSystem('select app.end_collection($1, $2, $3, $4, $5, $6)', [...keyOf(collection), due, failed])
}

function keyOf({ organizationId, adsAccountId, leaseOwner, fence }: Collection) {
  return [organizationId, adsAccountId, leaseOwner, fence]
}

/** The tenant as this collection enters it: the database checks the live lease in every transaction. */
export function tenantOf({ organizationId, adsAccountId, leaseOwner, fence }: Collection): Tenant {
  return {
    organizationId,
    actor: { kind: 'collection', adsAccountId, leaseOwner, fence },
    requestId: `collection-${leaseOwner}`,
  }
}

/** Whether another process may hold the account by now. */
export function isCollectionLost(error: unknown): boolean {
  return (
    error instanceof CollectionLostError ||
    (error instanceof TenantAccessDeniedError && error.reason === 'lease_lost')
  )
}
