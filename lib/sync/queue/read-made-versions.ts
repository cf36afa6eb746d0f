import type { TenantDb } from '../../tenant/with-tenant.ts'

/** A version that a run has made of a customer's container. */
export type MadeVersion = {
  versionId: string
  /** The version that was live before; `null` where none was. */
  previousLiveId: string | null
  /** Whether its run knows that it went live; one whose response was lost does not. */
  isPublished: boolean
}

/** How many versions are looked back to. */
const VERSIONS = 50

/** The versions that runs have made of a container, the newest first; those of rollbacks are nothing to roll back. */
export function readMadeVersions(
  db: TenantDb,
  customerId: string,
  containerPath: string,
): Promise<MadeVersion[]> {
  return db.$queryRaw<MadeVersion[]>`
    select r.version_id as "versionId", r.previous_live_id as "previousLiveId",
      coalesce((r.checkpoint ->> 'published')::boolean, false) as "isPublished"
    from sync_run r
    where r.organization_id = app.require_org() and r.customer_id = ${customerId}::uuid
      and r.container_path = ${containerPath} and r.version_id is not null and r.kind <> 'ROLLBACK'
    order by r.created_at desc, r.id desc limit ${VERSIONS}`
}
