import { fieldProblem, fieldProblems, type KnownProblem, noSuch } from '../errors/known-problem.ts'

export const NO_SUCH_CUSTOMER = noSuch('customer')

export const CUSTOMER_CHANGED: KnownProblem = {
  code: 'conflict',
  detail: 'This customer was changed by another request at the same moment. Read it again and repeat.',
}

export const CONNECTED_MEANWHILE: KnownProblem = {
  code: 'conflict',
  detail: 'The customer was connected to another Google login meanwhile; choose again.',
}

export const CONNECTION_LOST: KnownProblem = {
  code: 'conflict',
  detail:
    'The Google connection of the customer is lost. Connect it with POST /api/v1/customers/{customerId}/connect first.',
}

export const SYNC_UNDER_WAY: KnownProblem = {
  code: 'conflict',
  detail: 'A sync of this customer is under way. Let it end, then change the accounts.',
}

export const RUN_UNDER_WAY: KnownProblem = {
  code: 'conflict',
  detail:
    'Run {syncRunId} of this customer is under way, or its version waits to be published. Let it end first.',
}

export const EDIT_PENDING: KnownProblem = {
  code: 'conflict',
  detail: 'An edit of this tracking is not synced yet. Let it sync first, then see what still differs.',
}

export const NEVER_SYNCED: KnownProblem = {
  code: 'conflict',
  detail: 'Nothing of this tracking is live. Sync the customer first.',
}

export const DELETIONS_UNDER_WAY: KnownProblem = {
  code: 'conflict',
  detail:
    'Deleted trackings of this customer are still deployed to its present container or Google Ads account. ' +
    'Sync to remove them, or leave them behind with POST /api/v1/customers/{customerId}/detach, then change the accounts.',
}

export const TRACKINGS_DEPLOYED: KnownProblem = {
  code: 'conflict',
  detail:
    'Trackings of this customer are synced to its present container or Google Ads account. ' +
    'Delete them and sync, or leave them behind with POST /api/v1/customers/{customerId}/detach, then change the accounts.',
}

const IN_USE = 'another customer of your organization uses this container; each needs its own'

export const CONTAINER_IN_USE = fieldProblem('conflict', 'body.googleContainerId', IN_USE)

/** Of several customers at once, by the fields that name such containers. */
export function containersInUse(fields: readonly string[]): KnownProblem {
  return fieldProblems('conflict', fields, IN_USE)
}

/** Of a plan for some trackings. */
export const OTHER_TRACKINGS = fieldProblem(
  'invalid_request',
  'body.trackingIds',
  'must be live trackings of this customer, as GET /api/v1/trackings?customerId=… lists them',
)

/** Of what was requested, while it is tried again by itself. */
export const CHOICE_WAITS =
  'Google does not take it now. It is tried again by itself, for a day; until then there is nothing to do.'

export const CHOICE_GIVEN_UP: KnownProblem = {
  code: 'internal',
  detail: 'It could not be made for a day, for reasons on our side. Choose it yourself by PATCH.',
}

/** Of what was requested, when it comes to be made. */
export const NO_LONGER_ALLOWED: KnownProblem = {
  code: 'forbidden',
  detail: 'The member who asked for it is no ADMIN any more, or was signed out. Choose it yourself by PATCH.',
}

export const RESTORED_TRACKING_MOVED: KnownProblem = {
  code: 'conflict',
  detail:
    'A tracking that was deleted along with this customer goes on as tracking {trackingId} of another customer. Delete that ' +
    'one, then restore.',
}

/** Of a restore, whose request names no container. */
export const RESTORED_CONTAINER_IN_USE = fieldProblem(
  'conflict',
  'customer.googleContainerId',
  'customer {customerId} uses {googleContainerId} now; delete it or choose another container for it, then restore',
)
