import { openFinding } from '../findings/open-finding.ts'
import { resolveFinding } from '../findings/resolve-finding.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { EvidenceByDestination } from './evidence-by-destination.ts'
import { EVIDENCE_CODES, evidenceFindings } from './evidence-findings.ts'
import type { JudgedTracking } from './judge-trackings.ts'

/**
 * Writes the verdicts on trackings of one customer, and what is found by them, in as many statements however many there are.
 * A tracking that is deleted or has another action by now is left as it is.
 */
export async function recordEvidence(
  db: TenantDb,
  customerId: string,
  judged: readonly JudgedTracking[],
  now: Date,
): Promise<void> {
  const { found, decided } = evidenceFindings(judged)
  // They lock the customer, which comes before its trackings.
  await openFinding(db, customerId, found)
  await resolveFinding(db, customerId, { codes: EVIDENCE_CODES, trackingIds: decided, except: found })
  const given = JSON.stringify(
    judged.map(({ trackingId, actionName, evidence, receivedAt }) => ({
      trackingId,
      actionName,
      state: evidence.state,
      evidence: { googleAds: evidence } satisfies EvidenceByDestination,
      receivedAt,
    })),
  )
  await db.$executeRaw`
    update tracking t
    set evidence_state = g.state, evidence = g.evidence, evidence_checked_at = ${now},
      last_received_at = coalesce(g."receivedAt", t.last_received_at)
    from jsonb_to_recordset(${given}::jsonb)
      as g ("trackingId" uuid, "actionName" text, state text, evidence jsonb, "receivedAt" timestamptz)
    where t.organization_id = (select app.require_org()) and t.id = g."trackingId"
      and t.customer_id = ${customerId}::uuid and t.deleted_at is null
      and t.conversion_action_resource_name is not distinct from g."actionName"`
}
