import { openFinding } from '../../findings/open-finding.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { recordFindings } from './record-findings.ts'
import { requeueUndeleted } from './requeue-undeleted.ts'
import { rollbackFindings } from './rollback-findings.ts'
import type { Judgement, RunState } from './run-state.ts'

/** Keeps what a rollback has found and done, and what the next sync has to do again. */
export async function recordRollback(db: TenantDb, state: RunState, judgement: Judgement): Promise<void> {
  await recordFindings(db, state, judgement)
  await openFinding(db, state.work.customer.id, rollbackFindings(state, judgement))
  await requeueUndeleted(db, state.work, judgement)
}
