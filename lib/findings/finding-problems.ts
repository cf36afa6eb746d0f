import { type KnownProblem, noSuch } from '../errors/known-problem.ts'

export const NO_SUCH_FINDING = noSuch('finding')

export const FINDING_RESOLVED: KnownProblem = {
  code: 'conflict',
  detail: 'This finding is resolved: there is nothing to dismiss.',
}
