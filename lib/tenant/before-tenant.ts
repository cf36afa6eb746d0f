import { acceptingClaims } from './claims-rejected-error.ts'
import { tenantConnection } from './tenant-db.ts'

/**
 * Calls one definer function before a tenant is known. `text` is a constant of the program with $1… placeholders.
 * These functions return only what their caller may know; see prisma/handbook/functions.md.
 *
 * @throws ClaimsRejectedError where the database does not accept claims that the values contain
 */
export async function callBeforeTenant<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
  const connection = tenantConnection()
  return acceptingClaims(async () => {
    if (connection.mode === 'postgres') return connection.pool.callBeforeTenant<Row>(text, values)
    await connection.checkLogin()
    return connection.bare.$queryRawUnsafe<Row[]>(text, ...values)
  })
}
