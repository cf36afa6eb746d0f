import { fieldProblem, fieldProblems, type KnownProblem, noSuch } from '../errors/known-problem.ts'

export const NO_SUCH_TRACKING = noSuch('tracking')

export const TRACKING_CHANGED: KnownProblem = {
  code: 'conflict',
  detail:
    'This tracking was changed or deleted by another request at the same moment. Read it again and repeat.',
}

const NAME_REASON = 'another tracking of this customer has this name; choose another'

export const NAME_IN_USE = fieldProblem('conflict', 'body.name', NAME_REASON)

/** Of a restore, whose request names no name. */
export const RESTORED_NAME_IN_USE = fieldProblem(
  'conflict',
  'tracking.name',
  'tracking {trackingId} of this customer has this name now; rename or delete it, then restore',
)

export const CUSTOMER_DELETED: KnownProblem = {
  code: 'conflict',
  detail:
    'The customer of this tracking is deleted. First an ADMIN restores it with ' +
    'POST /api/v1/customers/{customerId}/restore.',
}

export const RESTORED_MOVED: KnownProblem = {
  code: 'conflict',
  detail:
    'This tracking was moved, and goes on as tracking {trackingId} of another customer. Move that one instead; to have this ' +
    'one again, delete that one first.',
}

export const NO_SUCH_TARGET: KnownProblem = {
  ...noSuch('customer'),
  params: [{ name: 'body.to', reason: 'there is no such customer' }],
}

/** Names that trackings have where others are to move to, or have both among those that move. */
export function namesInUseAtTarget(taken: readonly { field: string; blockerId: string }[]): KnownProblem {
  const params = taken.map(({ field, blockerId }) => ({
    name: field,
    reason: `tracking ${blockerId} has this name, and they would be of one customer; rename one of the two first`,
  }))
  const [first] = params
  const more = params.length > 1 ? ` (and ${params.length - 1} more)` : ''
  return { code: 'conflict', detail: `${first?.name}: ${first?.reason}${more}`, params }
}

/** The same for several trackings at once. */
export function namesInUse(fields: readonly string[]): KnownProblem {
  return fieldProblems('conflict', fields, NAME_REASON)
}

export const TOO_MANY_FOUND = fieldProblem(
  'invalid_request',
  'body.filter',
  'finds more than 500 trackings; add a condition, and repeat with others',
)

export const DIGEST_MISSING = fieldProblem(
  'invalid_request',
  'body.digest',
  'is required; send the same with ?validate=true first, look at what would change, and send its digest',
)

export const SELECTION_CHANGED: KnownProblem = {
  code: 'conflict',
  detail:
    'What the filter finds, or one of these trackings, is not as it was when you looked at it; nothing was changed. Look ' +
    'again with ?validate=true and send the new digest.',
}
