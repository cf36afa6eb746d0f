import type { ContainerContents } from '../deployment/container-contents.ts'
import { identify } from '../deployment/identify.ts'
import { markedTracking } from '../deployment/mark.ts'
import { knownOf } from '../sync/plan/planned-tracking.ts'
import { TrackingSnapshot } from '../sync/plan/work-item.ts'
import { trackingRow } from '../sync/run/tracking-row.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { InventoryFacts } from './inventory-facts.ts'

/** Which objects at Google are of which tracking: by the id of a tag or trigger, and by the resource name of an action. */
export type OwnObjects = {
  tags: ReadonlyMap<string, string>
  triggers: ReadonlyMap<string, string>
  actions: ReadonlyMap<string, string>
}

/**
 * Finds a customer's trackings in what it has at Google, as a run does. Only those are read of which something may be
 * there, so that it costs one statement and grows with the container.
 */
export async function readOwnObjects(
  db: TenantDb,
  customerId: string,
  { contents, tags, actions }: InventoryFacts,
): Promise<OwnObjects> {
  const marked = [...contents.tag, ...contents.trigger].flatMap(({ notes }) => markedTracking(notes) ?? [])
  const rows = await db.$queryRaw<{ tracking: unknown }[]>`
    select to_jsonb(t) as tracking from tracking t
    where t.organization_id = app.require_org() and t.customer_id = ${customerId}::uuid and t.deleted_at is null
      and (t.gtm_tag_id = any (${contents.tag.map(({ tagId }) => tagId)}::text[])
        or t.id::text = any (${marked}::text[])
        or t.conversion_label = any (${tags.flatMap(({ feeds }) => feeds.map(({ label }) => label))}::text[])
        or t.conversion_action_resource_name = any (${actions.map(({ resourceName }) => resourceName)}::text[]))
    order by t.id`
  return ownObjects(
    rows.map(({ tracking }) => TrackingSnapshot.parse(trackingRow(tracking))),
    contents,
  )
}

function ownObjects(trackings: readonly TrackingSnapshot[], contents: ContainerContents): OwnObjects {
  const own = {
    tags: new Map<string, string>(),
    triggers: new Map<string, string>(),
    actions: new Map<string, string>(),
  }
  for (const snapshot of trackings) {
    const { trackingId, conversionActionResourceName, applied } = snapshot
    const known = knownOf({ ...snapshot, applied: applied.googleAds }, undefined)
    const { tag, triggers } = identify(contents, known)
    if (tag) own.tags.set(tag.tagId, trackingId)
    for (const { triggerId } of triggers.values()) own.triggers.set(triggerId, trackingId)
    if (conversionActionResourceName) own.actions.set(conversionActionResourceName, trackingId)
  }
  return own
}
