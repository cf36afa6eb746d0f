import { violatedConstraint } from '../db/constraint-violation.ts'
import { AppError } from '../errors.ts'

/** The refusal of a name that another live tracking of the customer has; `undefined` for every other error. */
export function nameTaken(error: unknown): AppError | undefined {
  if (violatedConstraint(error) !== 'tracking_name_live_key') return undefined
  const reason = 'another tracking of this customer has this name; choose another'
  return new AppError('conflict', `body.name: ${reason}`, { invalidParams: [{ name: 'body.name', reason }] })
}
