import type { TenantDb } from '../tenant/with-tenant.ts'

/** Conversions by day (YYYY-MM-DD). */
export type Counts = ReadonlyMap<string, number>

/** What trackings have counted from a day on, before another one, by tracking. */
export async function earlierCounts(
  db: TenantDb,
  trackingIds: readonly string[],
  { from, before }: { from: string; before: string },
): Promise<ReadonlyMap<string, Counts>> {
  const rows = await db.$queryRaw<{ trackingId: string; days: Record<string, number> }[]>`
    select d.tracking_id as "trackingId", jsonb_object_agg(d.day, d.conversions) as days
    from conversion_day d
    where d.organization_id = (select app.require_org()) and d.tracking_id = any (${[...trackingIds]}::uuid[])
      and d.day >= ${from}::date and d.day < ${before}::date
    group by d.tracking_id`
  return new Map(rows.map(({ trackingId, days }) => [trackingId, new Map(Object.entries(days))]))
}
