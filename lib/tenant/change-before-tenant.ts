import { isUndecided } from '../db/is-undecided.ts'
import { acceptingClaims } from './claims-rejected-error.ts'
import { tenantConnection } from './tenant-db.ts'
import { UnknownOutcomeError } from './unknown-outcome-error.ts'

/**
 * The same as `callBeforeTenant` for a function that changes something.
 * @throws UnknownOutcomeError when the connection was lost before the response came · ClaimsRejectedError
 */
export async function changeBeforeTenant<Row extends object>(
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const connection = tenantConnection()
  return acceptingClaims(async () => {
    if (connection.mode === 'postgres') return connection.pool.changeBeforeTenant<Row>(text, values)
    await connection.checkLogin()
    return connection.bare.$queryRawUnsafe<Row[]>(text, ...values).catch((error: unknown) => {
      throw isUndecided(error) ? new UnknownOutcomeError(error) : error
    })
  })
}
