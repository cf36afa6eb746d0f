import { violatedConstraint } from '../db/constraint-violation.ts'
import { AppError } from '../errors/app-error.ts'
import { noSuch } from '../errors/known-problem.ts'
import { NAME_IN_USE } from './tracking-problems.ts'

/** What a violated constraint means to the caller; every other error stays what it is. */
export function constraintError(error: unknown): unknown {
  switch (violatedConstraint(error)) {
    case 'tracking_name_live_key':
      return AppError.of(NAME_IN_USE)
    // Absent, deleted or another tenant's.
    case 'tracking_organization_id_customer_id_fkey':
      return AppError.of(noSuch('customer'))
    default:
      return error
  }
}
