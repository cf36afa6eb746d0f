import { isUndecided } from '../db/is-undecided.ts'
import { callBeforeTenant } from './before-tenant.ts'
import { tenantConnection } from './tenant-db.ts'
import { UnknownOutcomeError } from './unknown-outcome-error.ts'

/**
 * The same as `callBeforeTenant` for a function that changes something.
 * @throws UnknownOutcomeError when the connection was lost before the response came
 */
export async function changeBeforeTenant<Row extends object>(
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const connection = tenantConnection()
  if (connection.mode === 'postgres') return await connection.pool.changeBeforeTenant<Row>(text, values)
  try {
    return await callBeforeTenant<Row>(text, values)
  } catch (error) {
    throw isUndecided(error) ? new UnknownOutcomeError(error) : error
  }
}
