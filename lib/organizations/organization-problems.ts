import { fieldProblem, type KnownProblem } from '../errors/known-problem.ts'

export const SYNC_UNDER_WAY: KnownProblem = {
  code: 'conflict',
  detail: 'A sync is under way. Let run {syncRunId} end first.',
}

/** What a time zone has to be. */
export const TIME_ZONE =
  'must be a time zone of the IANA database that the server knows, for example Europe/Berlin, or UTC'

/** Of a report whose zone was known when it was stored: the zone files of the database are others now. */
export function forgottenTimeZone(timeZone: string): string {
  return (
    `The database does not know the time zone ${timeZone} any more, so days are counted in UTC. An ADMIN chooses another ` +
    'one with PATCH /api/v1/organization.'
  )
}

export const NO_SUCH_TIME_ZONE = fieldProblem('invalid_request', 'body.timeZone', TIME_ZONE)

export const NOT_THE_NAME = fieldProblem(
  'invalid_request',
  'query.confirmName',
  'must be the name of the organization, letter for letter',
)
