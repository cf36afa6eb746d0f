import type { Failure } from '../queue/failure.ts'
import type { Work } from './work.ts'

/** A failure of a rollback, which leaves the customer on hold: the words of the other runs advise a sync. */
export function onHold({ code, message }: Failure, { customer }: Pick<Work, 'customer'>): Failure {
  return {
    code,
    message: `${message} The customer stays on hold: request the rollback again in place of a sync, or end the hold with POST /api/v1/customers/${customer.id}/resume.`,
  }
}
