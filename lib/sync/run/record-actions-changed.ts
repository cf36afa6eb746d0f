import type { HistoryChange } from '../../deployment/history-change.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import type { Work } from './work.ts'

/** Makes what a run has changed in Google Ads an entry of the customer's history, one for each run. */
export async function recordActionsChanged(
  db: TenantDb,
  { customer, runId }: Work,
  changes: readonly HistoryChange[],
): Promise<void> {
  if (changes.length === 0) return
  await db.$executeRaw`
    insert into history_entry (customer_id, container_path, run_id, kind, origin, changes)
    values (${customer.id}::uuid, ${customer.containerPath}, ${runId}::uuid, 'ACTIONS_CHANGED', 'OURS',
      ${JSON.stringify(changes)}::jsonb)
    on conflict (organization_id, run_id) where kind = 'ACTIONS_CHANGED' do nothing`
}
