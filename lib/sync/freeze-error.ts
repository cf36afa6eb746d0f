import { sqlStateOf } from '../db/sql-state.ts'
import { AppError } from '../errors/app-error.ts'
import { NO_SUCH_FREEZE } from './sync-problems.ts'

/** What it means to the caller that the database takes no such end of a freeze; every other error stays what it is. */
export function freezeError(error: unknown): unknown {
  return sqlStateOf(error) === 'OC033' ? AppError.of(NO_SUCH_FREEZE) : error
}
