import { type Caller, NEW_TRACKING, PAGE } from '../contestant.ts'
import { overviewStatement } from './overview-statement.ts'
import { TRACKING_COLUMNS, type TrackingField } from './tracking-columns.ts'

const columns = Object.entries(TRACKING_COLUMNS).map(([field, column]) => `${column} as "${field}"`)

/** A row as the driver returns it. */
export type PgTracking = Record<Exclude<TrackingField, keyof Typed>, unknown> & Typed
type Typed = {
  id: string
  type: string
  historyChanges: boolean
  fileExtensions: string[]
  conversionCategory: string
  conversionCounting: string
  conversionValue: string | null
  conversionCurrency: string | null
  conversionValueKey: string | null
  conversionCurrencyKey: string | null
  conversionOrderIdKey: string | null
  conversionNewCustomer: boolean | null
  conversionNewCustomerKey: string | null
  conversionPrimary: boolean
  conversionClickThroughLookbackWindowDays: number | null
  conversionViewThroughLookbackWindowDays: number | null
  createdAt: Date
}

/** The works in one statement each, named so that the server parses them once for a connection. */
export async function pgStatements() {
  const { strings, values } = await overviewStatement()
  const report = strings.reduce((text, part, index) => `${text}$${index}${part}`)
  return {
    list: (organizationId: string, customerId: string) => ({
      name: 'list',
      text: `select ${columns} from tracking
        where organization_id = $1 and customer_id = $2 and deleted_at is null
        order by created_at desc, id desc limit ${PAGE + 1}`,
      values: [organizationId, customerId],
    }),
    get: (organizationId: string, trackingId: string) => ({
      name: 'get',
      text: `select ${columns} from tracking where organization_id = $1 and id = $2 and deleted_at is null`,
      values: [organizationId, trackingId],
    }),
    report: (organizationId: string) => ({
      name: 'report',
      text: report,
      values: values(organizationId),
    }),
    create: (written: Caller & { requestId: string; name: string }) => ({
      name: 'create',
      text: `with made as (
          insert into tracking (organization_id, customer_id, name, type, selector, conversion_category, conversion_counting)
          values ($1, $2, $3, $4, $5, $6, $7) returning *
        ), job as (
          insert into sync_job (organization_id, customer_id, tracking_id, action)
          select organization_id, customer_id, id, 'CREATE' from made
        ), counted as (
          update customer set tracking_count = tracking_count + 1 where organization_id = $1 and id = $2
        ), recorded as (
          insert into audit_entry (organization_id, actor_id, request_id, action, target_type, target_id, after)
          select organization_id, $8, $9, 'tracking.create', 'tracking', id::text, to_jsonb(made) from made
        )
        select ${columns} from made`,
      values: [
        written.organizationId,
        written.customerId,
        written.name,
        ...Object.values(NEW_TRACKING),
        written.userId,
        written.requestId,
      ],
    }),
  }
}
