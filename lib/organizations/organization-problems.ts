import { fieldProblem, type KnownProblem } from '../errors/known-problem.ts'

export const SYNC_UNDER_WAY: KnownProblem = {
  code: 'conflict',
  detail: 'A sync is under way. Let run {syncRunId} end first.',
}

export const NOT_THE_NAME = fieldProblem(
  'invalid_request',
  'query.confirmName',
  'must be the name of the organization, letter for letter',
)
