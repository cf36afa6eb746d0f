import { AppError } from '../errors/app-error.ts'
import { causes } from './causes.ts'
import { ConnectionRejectedError } from './connection-rejected-error.ts'

/** Seconds after which a rejected caller may try again; connections come back within that, or the operator is needed. */
const RETRY_AFTER_SECONDS = 5

/**
 * SQLSTATEs (https://www.postgresql.org/docs/current/errcodes-appendix.html) of a server that cannot serve now, by class
 * where all of a class are: connection (08), resources, disk and memory among them (53), operator, shut down, starting
 * and time-outs among them (57), the server's surroundings (58); read only (25006), session timed out (25P03, 25P04),
 * no lock in time (55P03), in conflict with others each time it was tried (40001, 40P01). Socket errors of Node and of
 * its fetch, and what Prisma's adapter makes of them; codes of Prisma and of Accelerate
 * (https://www.prisma.io/docs/orm/reference/error-reference).
 */
const UNAVAILABLE =
  /^((08|53|57|58)...|25006|25P0[34]|40001|40P01|55P03|ECONN\w+|EPIPE|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN|UND_ERR_\w+|P1001|P1002|P1008|P1017|P2024|P2028|P2034|P5011|P600[348]|DatabaseNotReachable|ConnectionClosed|SocketTimeout)$/

/** By their words alone, because the driver and Accelerate's client raise these as plain errors without code or class. */
const UNAVAILABLE_MESSAGES = [
  // pg-pool: no connection became free, or none was made, in time.
  'timeout exceeded when trying to connect',
  // pg: the connection broke under this statement, before it, or was closed after a FATAL error.
  'Connection terminated',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  // pg: no response in time.
  'Query read timeout',
  'Unable to connect to the Accelerate API',
]

/**
 * Recognises a database that cannot be reached or has no connection free, however deep the driver's error is wrapped.
 * @returns the 503 to respond with, or undefined for every other error
 */
export function unavailable(error: unknown): AppError | undefined {
  return causes(error).some(isUnavailable)
    ? new AppError('unavailable', 'The service is busy or down for a moment. Please try again shortly.', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
        cause: error,
      })
    : undefined
}

function isUnavailable(error: object): boolean {
  if (error instanceof ConnectionRejectedError) return true
  const message = 'message' in error ? String(error.message) : ''
  const codes = ['code', 'originalCode', 'kind'].map((key) => code(error, key))
  return (
    codes.some((each) => UNAVAILABLE.test(each)) ||
    UNAVAILABLE_MESSAGES.some((each) => message.includes(each))
  )
}

function code(error: object, key: string): string {
  const value: unknown = Reflect.get(error, key)
  return typeof value === 'string' ? value : ''
}
