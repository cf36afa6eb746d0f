import { randomUUID } from 'node:crypto'
import { type Generated, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { type OverviewRow, overviewView } from '../../../../lib/reports/overview-view.ts'
import { type Connect, NEW_TRACKING, PAGE } from '../contestant.ts'
import { overviewStatement } from './overview-statement.ts'
import { pageOfTrackings } from './page-of-trackings.ts'
import { theOne } from './the-one.ts'
import { trackingView } from './tracking-view.ts'

type Tables = {
  customer: { id: string; organization_id: string; tracking_count: number }
  tracking: {
    id: Generated<string>
    organization_id: string
    customer_id: string
    name: string
    type: string
    selector: string | null
    url_pattern: Generated<string | null>
    url_regex: Generated<string | null>
    ignore_case: Generated<boolean>
    history_changes: Generated<boolean>
    event_name: Generated<string | null>
    event_regex: Generated<string | null>
    link_host: Generated<string | null>
    file_extensions: Generated<string[]>
    percent: Generated<number | null>
    seconds: Generated<number | null>
    video_url: Generated<string | null>
    wait_for_tags: Generated<boolean | null>
    wait_for_tags_timeout: Generated<number | null>
    check_validation: Generated<boolean | null>
    conditions: Generated<unknown>
    exceptions: Generated<unknown>
    conversion_category: string
    conversion_counting: string
    conversion_value: Generated<string | null>
    conversion_currency: Generated<string | null>
    conversion_value_key: Generated<string | null>
    conversion_currency_key: Generated<string | null>
    conversion_order_id_key: Generated<string | null>
    conversion_new_customer: Generated<boolean | null>
    conversion_new_customer_key: Generated<string | null>
    conversion_primary: Generated<boolean>
    conversion_click_through_lookback_window_days: Generated<number | null>
    conversion_view_through_lookback_window_days: Generated<number | null>
    conversion_enhanced: Generated<unknown>
    paused: Generated<boolean>
    gtm_trigger_id: Generated<string | null>
    gtm_tag_id: Generated<string | null>
    google_ads_conversion_id: Generated<string | null>
    conversion_label: Generated<string | null>
    version: Generated<number>
    synced_version: Generated<number>
    sync_status: Generated<string>
    sync_error_code: Generated<string | null>
    sync_error_message: Generated<string | null>
    last_synced_at: Generated<Date | null>
    deployment_state: Generated<string>
    deployment_checked_at: Generated<Date | null>
    created_at: Generated<Date>
    updated_at: Generated<Date>
    deleted_at: Generated<Date | null>
  }
  sync_job: {
    id: Generated<string>
    organization_id: string
    customer_id: string
    tracking_id: string
    action: string
  }
  audit_entry: {
    id: Generated<string>
    organization_id: string
    actor_id: string
    request_id: string
    action: string
    target_type: string
    target_id: string
    after: string
  }
}

const FIELDS = [
  'id',
  'customer_id as customerId',
  'name',
  'type',
  'selector',
  'url_pattern as urlPattern',
  'url_regex as urlRegex',
  'ignore_case as ignoreCase',
  'history_changes as historyChanges',
  'event_name as eventName',
  'event_regex as eventRegex',
  'link_host as linkHost',
  'file_extensions as fileExtensions',
  'percent',
  'seconds',
  'video_url as videoUrl',
  'wait_for_tags as waitForTags',
  'wait_for_tags_timeout as waitForTagsTimeout',
  'check_validation as checkValidation',
  'conditions',
  'exceptions',
  'conversion_category as conversionCategory',
  'conversion_counting as conversionCounting',
  'conversion_value as conversionValue',
  'conversion_currency as conversionCurrency',
  'conversion_value_key as conversionValueKey',
  'conversion_currency_key as conversionCurrencyKey',
  'conversion_order_id_key as conversionOrderIdKey',
  'conversion_new_customer as conversionNewCustomer',
  'conversion_new_customer_key as conversionNewCustomerKey',
  'conversion_primary as conversionPrimary',
  'conversion_click_through_lookback_window_days as conversionClickThroughLookbackWindowDays',
  'conversion_view_through_lookback_window_days as conversionViewThroughLookbackWindowDays',
  'conversion_enhanced as conversionEnhanced',
  'paused',
  'gtm_trigger_id as gtmTriggerId',
  'gtm_tag_id as gtmTagId',
  'google_ads_conversion_id as googleAdsConversionId',
  'conversion_label as conversionLabel',
  'version',
  'synced_version as syncedVersion',
  'sync_status as syncStatus',
  'sync_error_code as syncErrorCode',
  'sync_error_message as syncErrorMessage',
  'last_synced_at as lastSyncedAt',
  'deployment_state as deploymentState',
  'deployment_checked_at as deploymentCheckedAt',
  'created_at as createdAt',
  'updated_at as updatedAt',
  'deleted_at as deletedAt',
] as const

/** Kysely, with the organization set at the beginning of a transaction that row-level security limits to it. */
export const kyselyRls: Connect = async (settings) => {
  const { strings, values } = await overviewStatement()
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new pg.Pool(settings) }) })
  const within = <T>(organizationId: string, work: (tx: Transaction<Tables>) => Promise<T>): Promise<T> =>
    db.transaction().execute(async (tx) => {
      await sql`select set_config('peers.organization_id', ${organizationId}, true)`.execute(tx)
      return work(tx)
    })
  return {
    list: ({ organizationId, customerId }) =>
      within(organizationId, async (tx) => {
        const rows = await tx
          .selectFrom('tracking')
          .select(FIELDS)
          .where('organization_id', '=', organizationId)
          .where('customer_id', '=', customerId)
          .where('deleted_at', 'is', null)
          .orderBy('created_at', 'desc')
          .orderBy('id', 'desc')
          .limit(PAGE + 1)
          .execute()
        return pageOfTrackings(rows)
      }),
    get: ({ organizationId, trackingId }) =>
      within(organizationId, async (tx) => {
        const row = await tx
          .selectFrom('tracking')
          .select(FIELDS)
          .where('organization_id', '=', organizationId)
          .where('id', '=', trackingId)
          .where('deleted_at', 'is', null)
          .executeTakeFirstOrThrow()
        return trackingView(row)
      }),
    report: ({ organizationId }) =>
      within(organizationId, async (tx) => {
        const { rows } = await sql<OverviewRow>(strings, ...values(organizationId)).execute(tx)
        return overviewView(theOne(rows))
      }),
    create: ({ organizationId, customerId, userId }, name) =>
      within(organizationId, async (tx) => {
        const made = await tx
          .insertInto('tracking')
          .values({
            organization_id: organizationId,
            customer_id: customerId,
            name,
            type: NEW_TRACKING.type,
            selector: NEW_TRACKING.selector,
            conversion_category: NEW_TRACKING.conversionCategory,
            conversion_counting: NEW_TRACKING.conversionCounting,
          })
          .returning(FIELDS)
          .executeTakeFirstOrThrow()
        await tx
          .insertInto('sync_job')
          .values({
            organization_id: organizationId,
            customer_id: customerId,
            tracking_id: made.id,
            action: 'CREATE',
          })
          .execute()
        await tx
          .updateTable('customer')
          .set((column) => ({ tracking_count: column('tracking_count', '+', 1) }))
          .where('organization_id', '=', organizationId)
          .where('id', '=', customerId)
          .execute()
        await tx
          .insertInto('audit_entry')
          .values({
            organization_id: organizationId,
            actor_id: userId,
            request_id: randomUUID(),
            action: 'tracking.create',
            target_type: 'tracking',
            target_id: made.id,
            after: JSON.stringify(made),
          })
          .execute()
        return trackingView(made)
      }),
  }
}
