import { notFound } from '../errors/app-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { CONNECTION_COLUMNS, type Connection, connectionView } from './connection-view.ts'

/** @throws AppError `not_found` */
export async function getConnection(db: TenantDb, googleAccountId: string): Promise<Connection> {
  const row = await db.googleConnection.findFirst({ where: { googleAccountId }, select: CONNECTION_COLUMNS })
  if (!row) throw notFound('connection')
  return connectionView(row)
}
