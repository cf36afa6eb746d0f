import type { KnownProblem } from '../errors/known-problem.ts'

export const SETUP_INCOMPLETE: KnownProblem = {
  code: 'conflict',
  detail: 'Connect the customer to Google and choose its container first.',
}

export const CUSTOMER_PAUSED: KnownProblem = {
  code: 'conflict',
  detail: 'The customer is paused. Set its status to ACTIVE first.',
}

export const CONNECTION_LOST: KnownProblem = {
  code: 'conflict',
  detail: 'The Google connection of the customer is lost. Connect it again first.',
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
