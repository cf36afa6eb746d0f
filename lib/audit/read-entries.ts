import type { TenantDb } from '../tenant/with-tenant.ts'
import type { AuditFilter } from './audit-input.ts'
import { AUDIT_FIELDS, type AuditEntry, type AuditRow, auditEntryView, commitmentsOf } from './audit-view.ts'

type Part = {
  where: { sequence?: { gt: number } | { gte: number } | { lt: number } | { lte: number } }
  orderBy: [{ sequence: 'asc' | 'desc' }]
  take: number
}

/** A part of the log, with the personal values that have not been forgotten. */
export async function readEntries(
  db: TenantDb,
  { actorId, action, targetType, targetId, from, until }: AuditFilter,
  { where, orderBy, take }: Part,
): Promise<AuditEntry[]> {
  const rows = await db.auditLog.findMany({
    where: {
      ...(actorId && { actorId }),
      ...(action && { action }),
      ...(targetType && { targetType }),
      ...(targetId && { targetId }),
      ...((from || until) && {
        occurredAt: { ...(from && { gte: new Date(from) }), ...(until && { lt: new Date(until) }) },
      }),
      ...where,
    },
    orderBy,
    take,
    select: AUDIT_FIELDS,
  })
  const personal = await readPersonal(db, rows)
  return rows.map((row) => auditEntryView(row, personal))
}

async function readPersonal(db: TenantDb, rows: readonly AuditRow[]): Promise<ReadonlyMap<string, string>> {
  const commitments = rows.flatMap(commitmentsOf)
  if (commitments.length === 0) return new Map()
  const known = await db.$queryRaw<{ commitment: string; value: string }[]>`
    select commitment, value from app.own_personal(${commitments}::text[])`
  return new Map(known.map(({ commitment, value }) => [commitment, value]))
}
