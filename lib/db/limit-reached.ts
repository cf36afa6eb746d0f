import { AppError } from '../errors/app-error.ts'
import type { KnownProblem } from '../errors/known-problem.ts'
import {
  TOO_MANY_API_KEYS,
  TOO_MANY_CONSENTS,
  TOO_MANY_CUSTOMERS,
  TOO_MANY_OF_CUSTOMER,
  TOO_MANY_TRACKINGS,
} from '../errors/row-caps.ts'
import { sqlStateOf } from './sql-state.ts'

/** The caps that the database holds, by the SQLSTATE that it raises. */
const CAPS: Readonly<Record<string, KnownProblem>> = {
  OC021: TOO_MANY_CUSTOMERS,
  OC022: TOO_MANY_TRACKINGS,
  OC023: TOO_MANY_OF_CUSTOMER,
  OC024: TOO_MANY_CONSENTS,
  OC026: TOO_MANY_API_KEYS,
}

/** What a statement that would have passed a cap means to the caller. */
export function limitReached(error: unknown): AppError | undefined {
  const problem = CAPS[sqlStateOf(error) ?? '']
  return problem && AppError.of(problem, {}, { cause: error })
}
