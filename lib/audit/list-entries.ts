import { isSelective } from '../paging/is-selective.ts'
import { listPage } from '../paging/list-page.ts'
import type { Page, PageQuery } from '../paging/page.ts'
import { planForValues } from '../tenant/plan-for-values.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { AuditFilter } from './audit-input.ts'
import type { AuditEntry } from './audit-view.ts'
import { readEntries } from './read-entries.ts'

const BY_SEQUENCE = { column: 'sequence', kind: 'number', unique: true } as const

/** The log, latest entry first. */
export function listEntries(
  db: TenantDb,
  { organizationId }: { organizationId: string },
  query: AuditFilter & PageQuery,
): Promise<Page<AuditEntry>> {
  if (isSelective(query)) planForValues()
  return listPage({
    list: 'auditLog.list',
    organizationId,
    query,
    sort: BY_SEQUENCE,
    order: 'desc',
    read: (keyset) => readEntries(db, query, keyset),
  })
}
