import { AdsActionId } from '../google/ads-action-id.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { CollectedDays } from './read-window.ts'

/** A Google account that is connected for a customer of the Ads account, and the manager account it goes through. */
export type Login = { googleAccountId: string; loginCustomerId: string | null }

export type CollectedTracking = {
  trackingId: string
  customerId: string
  /** As it is stored. What is written of the tracking holds only while it has this one. */
  actionName: string | null
  actionId: string | null
  /** By its agency: nothing is expected of it. */
  paused: boolean
  /** The first day of that action, in UTC, where it is known. */
  since: string | null
  /** Tags that are live on its label, at least: its own, and those of open findings. */
  liveTags: number
}

/** What a collection works with. Days are YYYY-MM-DD in the account's time zone. */
export type CollectedAccount = CollectedDays & {
  adsAccountId: string
  timeZone: string | null
  currency: string | null
  /** When it was collected last, or, before that, since when it was to be. */
  lastSuccessAt: Date
  wasCollected: boolean
  /** Attempts in a row that were postponed. */
  failures: number
  logins: Login[]
  trackings: CollectedTracking[]
}

/** Reads what a collection works with: live customers and trackings only. */
export async function collectedAccount(
  db: TenantDb,
  { adsAccountId }: { adsAccountId: string },
): Promise<CollectedAccount> {
  const [account] = await db.$queryRaw<Omit<CollectedAccount, 'trackings'>[]>`
    select e.ads_account_id as "adsAccountId", e.time_zone as "timeZone", e.currency,
      e.collected_from::text as "from", e.collected_through::text as "through", e.long_read_at as "longReadAt",
      coalesce(e.collected_at, e.created_at) as "lastSuccessAt", e.collected_at is not null as "wasCollected", e.failures,
      coalesce((
        select jsonb_agg(distinct jsonb_build_object(
          'googleAccountId', g.google_account_id, 'loginCustomerId', c.login_customer_id))
        from customer c
        join google_connection g on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
        where c.organization_id = e.organization_id and c.google_ads_account_id = e.ads_account_id
          and c.deleted_at is null and g.status = 'ACTIVE'), '[]') as logins
    from evidence_account e
    where e.organization_id = (select app.require_org()) and e.ads_account_id = ${adsAccountId}`
  if (!account) throw new Error('the account of a collection is gone')
  const rows = await db.$queryRaw<Omit<CollectedTracking, 'actionId'>[]>`
    with shared as materialized (
      select c.id from customer c
      where c.organization_id = (select app.require_org()) and c.google_ads_account_id = ${adsAccountId}
        and c.deleted_at is null
    ), doubles as materialized (
      select f.tracking_id, count(*)::integer as tags from shared s
      join finding f on f.organization_id = (select app.require_org()) and f.customer_id = s.id
      where f.code in ('duplicate.copy', 'duplicate.same_label') and f.status = 'open'
        and f.data ->> 'paused' is distinct from 'true'
      group by f.tracking_id)
    select t.id as "trackingId", t.customer_id as "customerId", t.conversion_action_resource_name as "actionName",
      t.paused, t.evidence_since::text as since, 1 + coalesce(d.tags, 0) as "liveTags"
    from shared s
    join tracking t on t.organization_id = (select app.require_org()) and t.customer_id = s.id
    left join doubles d on d.tracking_id = t.id
    where t.deleted_at is null
    order by t.customer_id, t.id`
  const trackings = rows.map((row) => ({ ...row, actionId: AdsActionId.nullable().parse(row.actionName) }))
  return { ...account, trackings }
}
