import { csvHead } from '../csv/csv-head.ts'
import { csvLine } from '../csv/csv-line.ts'
import { AppError } from '../errors/app-error.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../tenant/with-tenant.ts'
import { NO_SUCH_CUSTOMER } from './customer-problems.ts'
import { type HistoryEntry, type HistoryRow, historyEntryView } from './history-view.ts'

/** Entries read at a time: what one transaction reads and one instance holds in memory. */
const BATCH = 500

type Row = HistoryRow & { seenLocally: string; madeLocally: string | null; timeZone: string }
type Entry = HistoryEntry & Pick<Row, 'seenLocally' | 'madeLocally' | 'timeZone'>

const COLUMNS = [
  ['seenAt', ({ seenLocally }) => seenLocally],
  ['timeZone', ({ timeZone }) => timeZone],
  ['kind', ({ kind }) => kind],
  ['origin', ({ origin }) => origin],
  ['versionId', ({ versionId }) => versionId],
  ['previousVersionId', ({ previousVersionId }) => previousVersionId],
  ['madeAt', ({ madeLocally }) => madeLocally],
  ['summary', ({ summary }) => summary],
  ['change', (_entry, change) => change],
  ['requestedByKind', ({ requestedBy }) => requestedBy?.kind ?? null],
  ['requestedById', ({ requestedBy }) => requestedBy?.id ?? null],
  ['runId', ({ runId }) => runId],
] as const satisfies readonly (readonly [string, (entry: Entry, change: string | null) => string | null])[]

/**
 * The whole history of a customer as CSV, newest first, a line for each change; times are the organization's.
 * @throws AppError `not_found`
 */
export async function historyCsv(
  db: TenantDb,
  tenant: Tenant,
  customerId: string,
): Promise<AsyncIterable<string>> {
  const customer = await db.customer.findUnique({ where: { id: customerId }, select: { id: true } })
  if (!customer) throw AppError.of(NO_SUCH_CUSTOMER)
  return lines(tenant, customerId)
}

async function* lines(tenant: Tenant, customerId: string): AsyncIterable<string> {
  yield `${csvHead(COLUMNS.map(([name]) => name))}\n`
  for (let last: Row | undefined; ; ) {
    const batch = await withTenant(tenant, { readOnly: true, single: true }, (db) =>
      read(db, customerId, last),
    )
    if (batch.length > 0) yield batch.flatMap(linesOf).join('')
    if (batch.length < BATCH) return
    last = batch.at(-1)
  }
}

function linesOf(row: Row): string[] {
  const { seenLocally, madeLocally, timeZone, ...stored } = row
  const entry = { ...historyEntryView(stored), seenLocally, madeLocally, timeZone }
  const changes = entry.changes?.map(({ summary }) => summary) ?? []
  const sentences = changes.length > 0 ? changes : [entry.notice]
  return sentences.map((change) => `${csvLine(COLUMNS.map(([, value]) => value(entry, change)))}\n`)
}

/** The database names the times, because it knows the zones by which reports count days. */
function read(db: TenantDb, customerId: string, last: Row | undefined): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    with zone as materialized (
      select coalesce(app.usable_time_zone(o.time_zone), 'UTC') as name
      from organization o where o.id = app.require_org()
    )
    select h.id, h.kind, h.origin, h.run_id as "runId", h.version_id as "versionId",
      h.previous_version_id as "previousVersionId", h.made_at as "madeAt", h.changes, h.created_at as "createdAt",
      jsonb_build_object('requesterKind', r.requester_kind, 'requesterId', r.requester_id) as run,
      to_char(h.created_at at time zone zone.name, 'YYYY-MM-DD HH24:MI:SS') as "seenLocally",
      to_char(h.made_at at time zone zone.name, 'YYYY-MM-DD HH24:MI:SS') as "madeLocally", zone.name as "timeZone"
    from zone, history_entry h
    left join sync_run r on r.organization_id = h.organization_id and r.id = h.run_id
    where h.organization_id = app.require_org() and h.customer_id = ${customerId}::uuid
      and (h.created_at, h.id) < (coalesce(${last?.createdAt ?? null}::timestamptz, 'infinity'),
        coalesce(${last?.id ?? null}::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by h.created_at desc, h.id desc limit ${BATCH}`
}
