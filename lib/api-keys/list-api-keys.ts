import type { ApiKeyStatus } from '../model/api-key-status.ts'
import { BY_CREATED_AT, listPage } from '../paging/list-page.ts'
import type { Page, PageQuery } from '../paging/page.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { ApiKeyFilter } from './api-key-input.ts'
import { API_KEY_FIELDS, type ApiKey, apiKeyView } from './api-key-view.ts'

/** The organization's keys by the time they were created; what has ended is kept for 400 days. */
export function listApiKeys(
  db: TenantDb,
  { organizationId }: { organizationId: string },
  query: ApiKeyFilter & PageQuery,
  now = new Date(),
): Promise<Page<ApiKey>> {
  const { status, order } = query
  return listPage({
    list: 'apiKeys.list',
    organizationId,
    query,
    sort: BY_CREATED_AT,
    order,
    async read({ where, orderBy, take }) {
      const rows = await db.apiKey.findMany({
        where: { ...(status && ofStatus(status, now)), ...where },
        orderBy,
        take,
        select: API_KEY_FIELDS,
      })
      return rows.map((row) => apiKeyView(row, now))
    },
  })
}

function ofStatus(status: ApiKeyStatus, now: Date) {
  switch (status) {
    case 'ACTIVE':
      return { revokedAt: null, expiresAt: { gt: now } }
    case 'EXPIRED':
      return { revokedAt: null, expiresAt: { lte: now } }
    case 'REVOKED':
      return { revokedAt: { not: null } }
    default:
      return status satisfies never
  }
}
