import { causes } from './causes.ts'

/** Prisma's and Accelerate's codes that say that nothing was executed (https://www.prisma.io/docs/orm/reference/error-reference). */
const NOTHING_EXECUTED = new Set(['P1001', 'P2024', 'P5011', 'P6003'])
/** Connection exceptions, and sessions that the server ended: they say nothing of the statement under way. */
const CONNECTION_LOST = /^(08...|57P0[1-3])$/

/**
 * Whether a statement that ended with this error may have taken effect all the same: nothing came back from PostgreSQL
 * that says otherwise, since the connection was lost or too slow.
 */
export function isUndecided(error: unknown): boolean {
  return !causes(error).some(isDecision)
}

function isDecision(error: object): boolean {
  const code: unknown = Reflect.get(error, 'code')
  if (typeof code === 'string' && NOTHING_EXECUTED.has(code)) return true
  const severity: unknown = Reflect.get(error, 'severity')
  if (severity === 'FATAL' || severity === 'PANIC') return false
  // What comes from PostgreSQL has a severity, or is inside an error of Prisma's as its original code.
  const sqlState: unknown = Reflect.get(error, 'originalCode') ?? (severity === undefined ? undefined : code)
  return typeof sqlState === 'string' && !CONNECTION_LOST.test(sqlState)
}
