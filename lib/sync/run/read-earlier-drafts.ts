import { z } from 'zod'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { Conversion } from '../plan/conversion.ts'
import { type PlannedTracking, plannedTracking } from '../plan/planned-tracking.ts'
import { WorkItem } from '../plan/work-item.ts'
import { plannedTrackings, type RunState } from './run-state.ts'

/** What earlier runs have wanted, and may have drafted in the workspace that they left. */
export type EarlierDrafts = {
  /** Trackings of the customer as those runs took them; some several times, in several states. */
  trackings: readonly PlannedTracking[]
  conversions: Readonly<Record<string, Conversion>>
}

/** What is read of a run's checkpoint. */
const Kept = z.object({
  items: z.array(WorkItem),
  conversions: z.record(z.string(), Conversion),
})

/** As many runs fail in a row before their drafts are somebody else's. */
const RUNS = 50

/** Reads what the runs have wanted that came after the last one that made a version, with which its workspace went. */
export async function readEarlierDrafts(db: TenantDb, state: RunState): Promise<EarlierDrafts> {
  const { runId, customer, naming } = state.work
  const rows = await db.$queryRaw<{ kept: unknown }[]>`
    with own as (
      select r.id, r.created_at, r.version_id,
        jsonb_build_object('items', coalesce(r.checkpoint -> 'items', '[]'),
          'conversions', coalesce(r.checkpoint -> 'conversions', '{}')) as kept
      from sync_run r
      where r.organization_id = app.require_org() and r.customer_id = ${customer.id}::uuid
        and r.container_path = ${customer.containerPath} and r.id <> ${runId}::uuid
      order by r.created_at desc limit ${RUNS}),
    made as ( -- several runs may refer to one version, of which the first has made it
      select min(o.created_at) as made_at from own o where o.version_id is not null group by o.version_id)
    select o.kept from own o
    where o.version_id is null and o.created_at >= coalesce((select max(m.made_at) from made m), '-infinity')
    order by o.created_at`
  const kept = rows.map((row) => Kept.parse(row.kept))
  const there = new Set(plannedTrackings(state).map(({ trackingId }) => trackingId))
  return {
    trackings: kept
      .flatMap(({ items }) => items)
      .filter(({ trackingId }) => there.has(trackingId))
      .map((item) => plannedTracking(item, naming)),
    conversions: Object.assign({}, ...kept.map(({ conversions }) => conversions)),
  }
}
