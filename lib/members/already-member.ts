import { sqlStateOf } from '../db/sql-state.ts'
import { AppError } from '../errors/app-error.ts'

/** The refusal to join or found an organization for somebody who has one (OC005); `undefined` for every other error. */
export function alreadyMember(error: unknown): AppError | undefined {
  return sqlStateOf(error) === 'OC005'
    ? new AppError('conflict', 'You belong to an organization already; nobody can belong to two.')
    : undefined
}
