import type { z } from 'zod'
import { notFound } from '../errors/app-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import {
  CONNECTION_COLUMNS,
  type ConnectionStatus,
  type ConnectionView,
  connectionView,
} from './connection-view.ts'

type Listing = {
  status?: z.infer<typeof ConnectionStatus>
  /** The account id that the rows follow. */
  after: string | undefined
  take: number
}

/** The organization's Google logins by account id. */
export async function listConnections(
  db: TenantDb,
  { status, after, take }: Listing,
): Promise<ConnectionView[]> {
  const rows = await db.googleConnection.findMany({
    where: { ...(status && { status }), ...(after !== undefined && { googleAccountId: { gt: after } }) },
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
