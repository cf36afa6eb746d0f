import { z } from 'zod'
import { FINDING_CODES } from '../model/finding-code.ts'
import { log } from '../telemetry/log.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { FoundIssue } from './found-issue.ts'

/** As many findings of an organization may be open at once. */
const OPEN_FINDINGS = 10_000

const FindingCodes = z.array(z.enum(FINDING_CODES))

/**
 * Opens what is found and not open yet, and brings what is open up to date; a dismissal ends where the data are others
 * than those that were dismissed. What concerns a deleted tracking is not opened. Beyond the cap of the organization
 * nothing new is opened (errors come first), which is logged: what finds something must not fail by it.
 * Locks the customer, so a transaction that also changes its trackings calls this before.
 * @param found may repeat an issue: the last one counts
 */
export async function openFinding(
  db: TenantDb,
  customerId: string,
  found: readonly FoundIssue[],
): Promise<void> {
  if (found.length === 0) return
  FindingCodes.parse(found.map(({ code }) => code))
  const given = JSON.stringify(found)
  const [result] = await db.$queryRaw<{ skipped: number }[]>`
    with given as (
      select distinct on (g."trackingId", g.code, g.subject)
        g."trackingId" as tracking_id, g.code, g.severity, g.subject, g.data
      from rows from (jsonb_to_recordset(${given}::jsonb)
        as ("trackingId" uuid, code text, severity text, subject text, data jsonb)) with ordinality
        as g ("trackingId", code, severity, subject, data, place)
      order by g."trackingId", g.code, g.subject, g.place desc
    ), held as materialized (
      select c.id from customer c
      where c.organization_id = (select app.require_org()) and c.id = ${customerId}::uuid and c.deleted_at is null
      for no key update
    ), wanted as (
      select g.*, f.id is null as is_new,
        row_number() over (partition by f.id is null
          order by array_position('{error,warning,hint}'::text[], g.severity), g.code, g.subject) as place
      from given g cross join held h
      left join finding f on f.organization_id = (select app.require_org()) and f.customer_id = h.id
        and f.tracking_id is not distinct from g.tracking_id and f.code = g.code and f.subject = g.subject
        and f.resolved_at is null
      where g.tracking_id is null or exists (
        select from tracking t
        where t.organization_id = (select app.require_org()) and t.customer_id = h.id and t.id = g.tracking_id
          and t.deleted_at is null)
    ), room as materialized (
      select ${OPEN_FINDINGS}::integer - count(*) as places from (
        select from finding f
        where f.organization_id = (select app.require_org()) and f.status in ('open', 'dismissed')
          and exists (select from wanted w where w.is_new)
        limit ${OPEN_FINDINGS}::integer) o
    ), chosen as materialized (
      select w.* from wanted w where not w.is_new or w.place <= (select r.places from room r)
    ), opened as (
      insert into finding as f (customer_id, tracking_id, code, severity, subject, data)
      select h.id, c.tracking_id, c.code, c.severity, c.subject, c.data
      from chosen c cross join held h
      order by c.tracking_id, c.code, c.subject
      on conflict (organization_id, customer_id, tracking_id, code, subject) where resolved_at is null
      do update set severity = excluded.severity, data = excluded.data,
        dismissed_at = case when f.dismissed_data = excluded.data then f.dismissed_at end,
        dismissed_by = case when f.dismissed_data = excluded.data then f.dismissed_by end,
        dismiss_reason = case when f.dismissed_data = excluded.data then f.dismiss_reason end,
        dismissed_until = case when f.dismissed_data = excluded.data then f.dismissed_until end,
        dismissed_data = case when f.dismissed_data = excluded.data then f.dismissed_data end
      where (f.severity, f.data) is distinct from (excluded.severity, excluded.data))
    select (select count(*) from wanted)::integer - (select count(*) from chosen)::integer as skipped`
  const skipped = result?.skipped ?? 0
  if (skipped > 0) log.warn('finding.limit_reached', { customerId, skipped })
}
