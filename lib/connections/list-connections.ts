import { listPage } from '../paging/list-page.ts'
import type { Page, PageQuery } from '../paging/page.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { ConnectionFilter } from './connection-input.ts'
import { CONNECTION_COLUMNS, type Connection, connectionView } from './connection-view.ts'

const BY_ACCOUNT = { column: 'googleAccountId', kind: 'text', unique: true } as const

/** The organization's Google logins by account id. */
export function listConnections(
  db: TenantDb,
  { organizationId }: { organizationId: string },
  query: ConnectionFilter & PageQuery,
): Promise<Page<Connection>> {
  const { status } = query
  return listPage({
    list: 'connections.list',
    organizationId,
    query,
    sort: BY_ACCOUNT,
    order: 'asc',
    async read({ where, orderBy, take }) {
      const rows = await db.googleConnection.findMany({
        where: { ...(status && { status }), ...where },
        orderBy,
        take,
        select: CONNECTION_COLUMNS,
      })
      return rows.map(connectionView)
    },
  })
}
