import { type TenantDb, withTenant } from '../tenant/with-tenant.ts'
import { type Collection, endCollection, renewCollection, tenantOf } from './collection.ts'

export type CollectionSession = ReturnType<typeof collectionSession>

/**
 * What a collector may do in the organization of an account for as long as its lease lives.
 * @throws CollectionLostError, TenantAccessDeniedError `lease_lost` from every method once another may hold the account
 */
export function collectionSession(collection: Collection) {
  const tenant = tenantOf(collection)
  return {
    ...collection,
    tenant,
    read: <T>(work: (db: TenantDb) => Promise<T>): Promise<T> => withTenant(tenant, { readOnly: true }, work),
    write: <T>(work: (db: TenantDb) => Promise<T>): Promise<T> => withTenant(tenant, {}, work),
    /** Extends the lease. */
    renew: (): Promise<void> => renewCollection(collection),
    /** Gives the account back until it is due again. */
    end: (due: Date, failed: boolean): Promise<void> => endCollection(collection, due, failed),
  }
}
