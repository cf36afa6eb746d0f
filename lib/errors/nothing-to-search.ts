import { fieldProblem } from './known-problem.ts'

export const NOTHING_TO_SEARCH = fieldProblem(
  'invalid_request',
  'query.q',
  'has no letter, digit or sign to search for; accents alone do not count',
)
