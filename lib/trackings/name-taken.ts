import { violatedConstraint } from '../db/constraint-violation.ts'
import { AppError } from '../errors/app-error.ts'

const REASON = 'another tracking of this customer has this name; choose another'

/** The refusal of a name that another live tracking of the customer has; `undefined` for every other error. */
export function nameTaken(error: unknown): AppError | undefined {
  return violatedConstraint(error) === 'tracking_name_live_key' ? namesTaken(['body.name']) : undefined
}

/** @param fields where the taken names stand in the request */
export function namesTaken(fields: readonly string[]): AppError {
  const [first, ...others] = fields
  const more = others.length > 0 ? ` (and ${others.length} more)` : ''
  return new AppError('conflict', `${first}: ${REASON}${more}`, {
    invalidParams: fields.map((name) => ({ name, reason: REASON })),
  })
}
