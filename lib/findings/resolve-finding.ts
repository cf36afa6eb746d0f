import type { TenantDb } from '../tenant/with-tenant.ts'
import type { FoundIssue } from './found-issue.ts'

/** Which findings a look at things can resolve: those of these codes and, where given, trackings. */
export type ResolvedScope = {
  codes: readonly string[]
  /** Without them: of all trackings, and of the customer itself. */
  trackingIds?: readonly string[]
  /** What is still so. */
  except: readonly FoundIssue[]
}

/**
 * Resolves the open findings of a scope that were not found any more, dismissed ones too.
 * Locks the customer, so a transaction that also changes its trackings calls this before.
 */
export async function resolveFinding(
  db: TenantDb,
  customerId: string,
  { codes, trackingIds, except }: ResolvedScope,
): Promise<void> {
  await db.$executeRaw`
    with still as (
      select * from jsonb_to_recordset(${JSON.stringify(except)}::jsonb)
        as s ("trackingId" uuid, code text, subject text)
    ), held as materialized (
      select c.id from customer c
      where c.organization_id = (select app.require_org()) and c.id = ${customerId}::uuid
      for no key update)
    update finding f set resolved_at = clock_timestamp()
    from held h
    where f.organization_id = (select app.require_org()) and f.customer_id = h.id and f.resolved_at is null
      and f.code = any (${[...codes]}::text[])
      and (${trackingIds === undefined} or f.tracking_id = any (${[...(trackingIds ?? [])]}::uuid[]))
      and not exists (
        select from still s
        where s.code = f.code and s.subject = f.subject and s."trackingId" is not distinct from f.tracking_id)`
}
