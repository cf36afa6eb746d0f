import pg from 'pg'

/**
 * SQLSTATE classes of a rejection that lasts until somebody changes a setting: login, name of the database, right to
 * connect, parameters, protocol (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const MISCONFIGURED = /^(28|3D|42|22|0A)/

/** The server or its pooler did not take the connection, and may do so a moment later. */
export class ConnectionRejectedError extends Error {
  override readonly name = 'ConnectionRejectedError'
  constructor(cause: Error) {
    super(`no connection was to be had: ${cause.message}`, { cause })
  }
}

/**
 * Whether what connecting failed with is a rejection that passes. Decided by class alone: of a full server, every pooler
 * has words and a code of its own (53300, 08P01, XX000, 58000 …).
 * @param error of connecting, not of a statement
 */
export function isPassingRejection(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && !MISCONFIGURED.test(error.code ?? '')
}
