import { fieldProblem, type KnownProblem } from '../errors/known-problem.ts'
import type { WriteSwitch } from '../model/write-switch.ts'

/** What is said of a run that waits for a switch. */
export const WAITS_FOR: Readonly<Record<WriteSwitch, string>> = {
  writes_paused:
    'The organization has paused writing at Google. The run goes on by itself once an ADMIN ends that with PATCH /api/v1/organization {"writesPaused": false}.',
  google_writes_off:
    'The operator of this service has stopped writing at Google. The run goes on by itself once that is allowed again.',
  frozen:
    'Publishing is frozen until {until}; the version is made and waits since {since}. It goes live by itself then, or once an ADMIN ends the freeze with PATCH /api/v1/customers/{customerId} {"frozenUntil": null} or, where it is the organization’s, with PATCH /api/v1/organization {"frozenUntil": null}.',
  on_hold:
    'The customer is on hold after a rollback. The run goes on by itself once an ADMIN ends that with POST /api/v1/customers/{customerId}/resume.',
}

export const NO_SUCH_FREEZE = fieldProblem(
  'invalid_request',
  'body.frozenUntil',
  'must be in the future, and at most a year ahead',
)

/** Of a publish while publishing is frozen. */
export const PUBLISHING_FROZEN: KnownProblem = {
  code: 'frozen',
  detail:
    'Publishing is frozen for this customer until {until}. Publish then; or an ADMIN ends its own freeze with ' +
    'PATCH /api/v1/customers/{customerId} {"frozenUntil": null}, or that of the organization with PATCH /api/v1/organization {"frozenUntil": null}.',
}

export const NOT_CONNECTED: KnownProblem = {
  code: 'conflict',
  detail:
    'The customer is not connected to Google. Connect it first: POST /api/v1/customers/{customerId}/connect, ' +
    'or POST /api/v1/customers/{customerId}/connection with a login that your organization has.',
}

export const SETUP_INCOMPLETE: KnownProblem = {
  code: 'conflict',
  detail: 'The customer has no {missing}. Choose it with PATCH /api/v1/customers/{customerId} first.',
}

export const CUSTOMER_PAUSED: KnownProblem = {
  code: 'conflict',
  detail:
    'The customer is paused. Let it go on with PATCH /api/v1/customers/{customerId} {"paused": false} first.',
}

export const CONNECTION_LOST: KnownProblem = {
  code: 'conflict',
  detail: 'The Google connection of the customer is lost. Connect it again first.',
}

/** Of a publish: only a sync finds out whether it is back. */
export const CONTAINER_LOST: KnownProblem = {
  code: 'conflict',
  detail:
    'The Google login of the customer has lost the container. Sync the customer first, to see whether it is back.',
}

/** Of a publish: the version that was reviewed is not the one that waits. */
export const VERSION_SUPERSEDED: KnownProblem = {
  code: 'version_superseded',
  detail:
    'Version {versionId} does not wait to be published; version {waiting} does. Review that one, then publish it.',
}

export const NO_VERSION_WAITS: KnownProblem = {
  code: 'conflict',
  detail: 'No version waits to be published. Sync the customer first.',
}
