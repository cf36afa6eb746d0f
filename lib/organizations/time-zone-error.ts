import { sqlStateOf } from '../db/sql-state.ts'
import { AppError } from '../errors/app-error.ts'
import { NO_SUCH_TIME_ZONE } from './organization-problems.ts'

/** What it means to the caller that the database does not know a time zone; every other error stays what it is. */
export function timeZoneError(error: unknown): unknown {
  return sqlStateOf(error) === 'OC025' ? AppError.of(NO_SUCH_TIME_ZONE) : error
}
