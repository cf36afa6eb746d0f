import type { TenantDb } from '../tenant/with-tenant.ts'
import type { AuditFilter } from './audit-input.ts'
import {
  AUDIT_FIELDS,
  type AuditEntryView,
  type AuditRow,
  auditEntryView,
  commitmentsOf,
} from './audit-view.ts'

type Listing = AuditFilter & {
  /** Entries on the far side of this one. */
  after: number | undefined
  order: 'asc' | 'desc'
  take: number
}

/** Entries of the log in the order of their sequence, with the personal values that are not forgotten. */
export async function listEntries(db: TenantDb, listing: Listing): Promise<AuditEntryView[]> {
  const rows = await readEntries(db, listing)
  const personal = await readPersonal(db, rows)
  return rows.map((row) => auditEntryView(row, personal))
}

function readEntries(
  db: TenantDb,
  { actorId, action, targetType, targetId, from, until, after, order, take }: Listing,
): Promise<AuditRow[]> {
  return db.auditLog.findMany({
    where: {
      ...(actorId && { actorId }),
      ...(action && { action }),
      ...(targetType && { targetType }),
      ...(targetId && { targetId }),
      ...((from || until) && {
        occurredAt: { ...(from && { gte: new Date(from) }), ...(until && { lt: new Date(until) }) },
      }),
      ...(after !== undefined && { sequence: order === 'asc' ? { gt: after } : { lt: after } }),
    },
    orderBy: { sequence: order },
    take,
    select: AUDIT_FIELDS,
  })
}

async function readPersonal(db: TenantDb, rows: readonly AuditRow[]): Promise<ReadonlyMap<string, string>> {
  const commitments = rows.flatMap(commitmentsOf)
  if (commitments.length === 0) return new Map()
  const known = await db.$queryRaw<{ commitment: string; value: string }[]>`
    select commitment, value from app.own_personal(${commitments}::text[])`
  return new Map(known.map(({ commitment, value }) => [commitment, value]))
}
