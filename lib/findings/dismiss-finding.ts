import { AppError, invalid } from '../errors/app-error.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { DismissFinding } from './finding-input.ts'
import { FINDING_RESOLVED, NO_SUCH_FINDING } from './finding-problems.ts'
import { FINDING_FIELDS, type Finding, findingView } from './finding-view.ts'

/**
 * Silences a finding until its data change or, where one is given, a time is over. One that is dismissed already gets
 * the new reason.
 * @throws AppError `not_found`; `conflict` where it is resolved; `invalid_request` where `until` is over
 */
export async function dismissFinding(
  db: TenantDb,
  { actor }: Tenant,
  findingId: string,
  { reason, until }: DismissFinding,
): Promise<Finding> {
  if (actor.kind !== 'user' && actor.kind !== 'key') throw new TypeError(`a ${actor.kind} dismisses nothing`)
  const dismissedBy = actor.kind === 'user' ? actor.userId : actor.keyId
  if (until !== undefined && Date.parse(until) <= Date.now()) {
    throw invalid('body.until', 'must be in the future')
  }
  // The customer is locked first, as by all writers of findings.
  const dismissed = await db.$executeRaw`
    with held as materialized (
      select c.id from customer c
      join finding f on f.organization_id = c.organization_id and f.customer_id = c.id
      where c.organization_id = (select app.require_org()) and f.id = ${findingId}::uuid
      for no key update of c)
    update finding f
    set dismissed_at = clock_timestamp(), dismissed_by = ${dismissedBy}, dismiss_reason = ${reason},
      dismissed_until = ${until ?? null}::timestamptz, dismissed_data = f.data
    from held h
    where f.organization_id = (select app.require_org()) and f.customer_id = h.id and f.id = ${findingId}::uuid
      and f.resolved_at is null`
  const row = await db.finding.findUnique({ where: { id: findingId }, select: FINDING_FIELDS })
  if (!row) throw AppError.of(NO_SUCH_FINDING)
  if (dismissed === 0) throw AppError.of(FINDING_RESOLVED)
  return findingView(row)
}
