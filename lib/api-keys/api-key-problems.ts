import { fieldProblem, noSuch } from '../errors/known-problem.ts'

export const NO_SUCH_API_KEY = noSuch('API key')

export const API_KEY_NAME_TAKEN = fieldProblem(
  'conflict',
  'body.name',
  'a key of your organization has this name; revoke it, or choose another',
)
