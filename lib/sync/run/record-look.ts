import type { TenantDb } from '../../tenant/with-tenant.ts'
import type { RunState } from './run-state.ts'

/** Keeps when all of a customer's trackings were judged last, and its workspaces looked at; that is no change of it. */
export async function recordLook(db: TenantDb, { work, drafts }: RunState): Promise<void> {
  await db.$executeRaw`
    update customer set deployment_checked_at = now(),
      drafts_checked_at = case when ${drafts !== undefined} then now() else drafts_checked_at end
    where organization_id = app.require_org() and id = ${work.customer.id}::uuid`
}
