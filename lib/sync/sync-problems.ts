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

/** Of a sync: one plan, or none, is applied at a time. */
export const SYNC_WAITS: KnownProblem = {
  code: 'conflict',
  detail:
    'A sync of the customer waits already that has to apply another plan, or none. Sync again once it has ended: GET /api/v1/sync-runs says when.',
}

/** Of a plan: one that waits answers for requests that ask for the same. */
export const PLAN_WAITS: KnownProblem = {
  code: 'conflict',
  detail:
    'A plan of the customer waits already that was asked for otherwise. Plan again once it has ended: GET /api/v1/sync-runs says when.',
}

export const NO_VERSION_WAITS: KnownProblem = {
  code: 'conflict',
  detail: 'No version waits to be published. Sync the customer first.',
}

/** Of a rollback: no run has ever made a version of the container that the customer has chosen. */
export const NOTHING_TO_ROLL_BACK: KnownProblem = {
  code: 'conflict',
  detail: 'No version that we made of this container is known. There is nothing to roll back.',
}

export const NO_PREVIOUS_VERSION: KnownProblem = {
  code: 'conflict',
  detail:
    'No version was live before version {versionId}, which we made, so there is none to go back to. ' +
    'Take only our changes out with {"mode": "our_changes"}.',
}

export const ROLLBACK_UNDER_WAY: KnownProblem = {
  code: 'conflict',
  detail: 'A rollback of this customer is under way. Let it end first.',
}
