import { randomUUID } from 'node:crypto'
import { and, desc, eq, getTableColumns, isNull, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { boolean, integer, jsonb, numeric, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { type OverviewRow, overviewView } from '../../../../lib/reports/overview-view.ts'
import { type Connect, NEW_TRACKING, PAGE } from '../contestant.ts'
import { overviewStatement } from './overview-statement.ts'
import { pageOfTrackings } from './page-of-trackings.ts'
import { theOne } from './the-one.ts'
import { trackingView } from './tracking-view.ts'

const peers = pgSchema('peers')
const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })
const generatedId = () => uuid('id').primaryKey().default(sql`app.uuid_v7()`)
const organizationColumn = () => uuid('organization_id').notNull()

const customer = peers.table('customer', {
  id: uuid('id').primaryKey(),
  organizationId: organizationColumn(),
  trackingCount: integer('tracking_count').notNull(),
})

const tracking = peers.table('tracking', {
  id: generatedId(),
  organizationId: organizationColumn(),
  customerId: uuid('customer_id').notNull(),
  name: text('name').notNull(),
  type: text('type').notNull(),
  selector: text('selector'),
  urlPattern: text('url_pattern'),
  urlRegex: text('url_regex'),
  ignoreCase: boolean('ignore_case').notNull().default(false),
  historyChanges: boolean('history_changes').notNull().default(true),
  eventName: text('event_name'),
  eventRegex: text('event_regex'),
  linkHost: text('link_host'),
  fileExtensions: text('file_extensions').array().notNull().default([]),
  percent: integer('percent'),
  seconds: integer('seconds'),
  videoUrl: text('video_url'),
  waitForTags: boolean('wait_for_tags'),
  waitForTagsTimeout: integer('wait_for_tags_timeout'),
  checkValidation: boolean('check_validation'),
  conditions: jsonb('conditions').notNull().default([]),
  exceptions: jsonb('exceptions').notNull().default([]),
  conversionCategory: text('conversion_category').notNull(),
  conversionCounting: text('conversion_counting').notNull(),
  conversionValue: numeric('conversion_value', { precision: 12, scale: 2 }),
  conversionCurrency: text('conversion_currency'),
  conversionValueKey: text('conversion_value_key'),
  conversionCurrencyKey: text('conversion_currency_key'),
  conversionOrderIdKey: text('conversion_order_id_key'),
  conversionNewCustomer: boolean('conversion_new_customer'),
  conversionNewCustomerKey: text('conversion_new_customer_key'),
  conversionPrimary: boolean('conversion_primary').notNull().default(true),
  conversionClickThroughLookbackWindowDays: integer('conversion_click_through_lookback_window_days'),
  conversionViewThroughLookbackWindowDays: integer('conversion_view_through_lookback_window_days'),
  conversionEnhanced: jsonb('conversion_enhanced').notNull().default('off'),
  paused: boolean('paused').notNull().default(false),
  gtmTriggerId: text('gtm_trigger_id'),
  gtmTagId: text('gtm_tag_id'),
  googleAdsConversionId: text('google_ads_conversion_id'),
  conversionLabel: text('conversion_label'),
  version: integer('version').notNull().default(1),
  syncedVersion: integer('synced_version').notNull().default(0),
  syncStatus: text('sync_status').notNull().default('PENDING'),
  syncErrorCode: text('sync_error_code'),
  syncErrorMessage: text('sync_error_message'),
  lastSyncedAt: time('last_synced_at'),
  deploymentState: text('deployment_state').notNull().default('UNKNOWN'),
  deploymentCheckedAt: time('deployment_checked_at'),
  createdAt: time('created_at').notNull().defaultNow(),
  updatedAt: time('updated_at').notNull().defaultNow(),
  deletedAt: time('deleted_at'),
})

const syncJob = peers.table('sync_job', {
  id: generatedId(),
  organizationId: organizationColumn(),
  customerId: uuid('customer_id').notNull(),
  trackingId: uuid('tracking_id').notNull(),
  action: text('action').notNull(),
})

const auditEntry = peers.table('audit_entry', {
  id: generatedId(),
  organizationId: organizationColumn(),
  actorId: text('actor_id').notNull(),
  requestId: text('request_id').notNull(),
  action: text('action').notNull(),
  targetType: text('target_type').notNull(),
  targetId: text('target_id').notNull(),
  after: jsonb('after').notNull(),
})

/** What the API shows of a tracking. */
const { organizationId: _, ...FIELDS } = getTableColumns(tracking)

/** Drizzle, with the organization set at the beginning of a transaction that row-level security limits to it. */
export const drizzleRls: Connect = async (settings) => {
  const { strings, values } = await overviewStatement()
  const db = drizzle(new pg.Pool(settings))
  type Transaction = Parameters<Parameters<typeof db.transaction>[0]>[0]
  const within = <T>(organizationId: string, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('peers.organization_id', ${organizationId}, true)`)
      return work(tx)
    })
  return {
    list: ({ organizationId, customerId }) =>
      within(organizationId, async (tx) => {
        const rows = await tx
          .select(FIELDS)
          .from(tracking)
          .where(
            and(
              eq(tracking.organizationId, organizationId),
              eq(tracking.customerId, customerId),
              isNull(tracking.deletedAt),
            ),
          )
          .orderBy(desc(tracking.createdAt), desc(tracking.id))
          .limit(PAGE + 1)
        return pageOfTrackings(rows)
      }),
    get: ({ organizationId, trackingId }) =>
      within(organizationId, async (tx) => {
        const rows = await tx
          .select(FIELDS)
          .from(tracking)
          .where(
            and(
              eq(tracking.organizationId, organizationId),
              eq(tracking.id, trackingId),
              isNull(tracking.deletedAt),
            ),
          )
        return trackingView(theOne(rows))
      }),
    report: ({ organizationId }) =>
      within(organizationId, async (tx) => {
        const { rows } = await tx.execute<OverviewRow>(sql(strings, ...values(organizationId)))
        return overviewView(theOne(rows))
      }),
    create: ({ organizationId, customerId, userId }, name) =>
      within(organizationId, async (tx) => {
        const made = theOne(
          await tx
            .insert(tracking)
            .values({ organizationId, customerId, name, ...NEW_TRACKING })
            .returning(FIELDS),
        )
        await tx.insert(syncJob).values({ organizationId, customerId, trackingId: made.id, action: 'CREATE' })
        await tx
          .update(customer)
          .set({ trackingCount: sql`${customer.trackingCount} + 1` })
          .where(and(eq(customer.organizationId, organizationId), eq(customer.id, customerId)))
        await tx.insert(auditEntry).values({
          organizationId,
          actorId: userId,
          requestId: randomUUID(),
          action: 'tracking.create',
          targetType: 'tracking',
          targetId: made.id,
          after: made,
        })
        return trackingView(made)
      }),
  }
}
