import { violatedConstraint } from '../db/constraint-violation.ts'
import { type AppError, notFound } from '../errors/app-error.ts'

/** The refusal of a tracking whose customer is absent, deleted or another tenant's; `undefined` for every other error. */
export function customerMissing(error: unknown): AppError | undefined {
  const isIt = violatedConstraint(error) === 'tracking_organization_id_customer_id_fkey'
  return isIt ? notFound('customer') : undefined
}
