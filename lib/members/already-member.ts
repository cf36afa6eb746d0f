import { AppError } from '../errors.ts'

/**
 * The refusal to join or found an organization for somebody who has one; `undefined` for every other error. OC005,
 * raised by the database, stands in the driver's error, or inside Prisma's where the connection is Accelerate's.
 */
export function alreadyMember(error: unknown): AppError | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? error.code : undefined
  const isIt = code === 'OC005' || ('meta' in error && JSON.stringify(error.meta).includes('"OC005"'))
  return isIt
    ? new AppError('conflict', 'You belong to an organization already; nobody can belong to two.')
    : undefined
}
