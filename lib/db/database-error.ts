import { AppError } from '../errors/app-error.ts'
import { causes } from './causes.ts'

/** Seconds after which a rejected caller may try again; connections come back within that, or the operator is needed. */
const RETRY_AFTER_SECONDS = 5

/**
 * SQLSTATEs (https://www.postgresql.org/docs/current/errcodes-appendix.html) of a server that cannot serve now:
 * connection lost, shut down or starting, too many connections, time-outs; socket errors of Node and of
 * its fetch; codes of Prisma and of Accelerate (https://www.prisma.io/docs/orm/reference/error-reference).
 */
const UNAVAILABLE =
  /^(08...|57P0[1-5]|57014|53[0-9]..|55P03|25P0[34]|ECONN\w+|EPIPE|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN|UND_ERR_\w+|P1001|P1002|P1008|P1017|P2024|P2028|P5011|P600[348])$/

/** The driver gives these no code. */
const UNAVAILABLE_MESSAGES = [
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Connection terminated',
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
  const message = 'message' in error ? String(error.message) : ''
  const codes = [code(error, 'code'), code(error, 'originalCode')]
  return (
    codes.some((each) => UNAVAILABLE.test(each)) ||
    UNAVAILABLE_MESSAGES.some((each) => message.includes(each))
  )
}

function code(error: object, key: string): string {
  const value: unknown = Reflect.get(error, key)
  return typeof value === 'string' ? value : ''
}
