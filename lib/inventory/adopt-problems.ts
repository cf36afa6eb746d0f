import { AppError, type InvalidParam } from '../errors/app-error.ts'
import { fieldProblem, type KnownProblem } from '../errors/known-problem.ts'

export const NO_SUCH_TAG = fieldProblem(
  'not_found',
  'body.tagId',
  'the live version of the container has no such tag; GET /api/v1/customers/{customerId}/inventory lists them',
)

export const TAG_NOT_ADOPTABLE: KnownProblem = {
  code: 'conflict',
  detail: 'This tag cannot become a tracking: {reasons}. Nothing was changed.',
}

export const TAG_IN_USE = fieldProblem(
  'conflict',
  'body.tagId',
  'this tag, its trigger or its conversion action belongs to tracking {trackingId}',
)

/** All that keeps a tag from being adopted, by field. */
export function notAdoptable(reasons: readonly InvalidParam[]): AppError {
  const text = reasons.map(({ name, reason }) => `${name}: ${reason}`).join('; ')
  return AppError.of(TAG_NOT_ADOPTABLE, { reasons: text }, { invalidParams: [...reasons] })
}
