import { notFound } from '../errors.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { CONNECTION_COLUMNS, type ConnectionView, connectionView } from './connection-view.ts'

/**
 * The organization's Google logins by account id.
 * @param after the account id that the rows follow
 */
export async function listConnections(
  db: TenantDb,
  { take, after }: { take: number; after: string | undefined },
): Promise<ConnectionView[]> {
  const rows = await db.googleConnection.findMany({
    where: after === undefined ? {} : { googleAccountId: { gt: after } },
    orderBy: { googleAccountId: 'asc' },
    take,
    select: CONNECTION_COLUMNS,
  })
  return rows.map(connectionView)
}

/** @throws AppError `not_found` */
export async function getConnection(db: TenantDb, googleAccountId: string): Promise<ConnectionView> {
  const row = await db.googleConnection.findFirst({ where: { googleAccountId }, select: CONNECTION_COLUMNS })
  if (!row) throw notFound('connection')
  return connectionView(row)
}
