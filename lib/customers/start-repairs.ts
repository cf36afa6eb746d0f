import { accessToken } from '../connections/tokens/access-token.ts'
import { requestRepairs } from '../sync/queue/request-repairs.ts'
import { startInBackground } from '../sync/run/start-in-background.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import type { RepairCustomers, StartedRepairs } from './repair-input.ts'
import { REPAIR_SKIP_TEXTS } from './repair-skip-texts.ts'

/** Queues a repair for each customer of which a finding of a kind is open, and starts with the first in the background. */
export async function startRepairs(
  tenant: Tenant,
  { code, customerIds }: RepairCustomers,
): Promise<StartedRepairs> {
  const { runs, skipped, more } = await withTenant(tenant, {}, (db) => requestRepairs(db, code, customerIds))
  const [first] = runs
  // It goes on with whatever else is due.
  if (first) startInBackground(first.id, accessToken)
  return {
    runs: runs.map(({ id, customerId, trackingIds }) => ({ syncRunId: id, customerId, trackingIds })),
    skipped: skipped.map(({ customerId, why }) => ({ customerId, why, reason: REPAIR_SKIP_TEXTS[why] })),
    more,
  }
}
