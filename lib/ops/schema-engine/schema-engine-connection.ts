import pg from 'pg'
import { type Target, withClient, withDatabase } from './schema-engine-adapter.ts'

/** Prisma's own code for why a connection could not be made (https://www.prisma.io/docs/orm/reference/error-reference). */
export function connectionErrorCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case '28000':
    case '28P01':
      return 'P1000'
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EHOSTUNREACH':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
      return 'P1001'
    case '3D000':
      return 'P1003'
    case '42501':
      return 'P1010'
    default:
      return error instanceof Error && error.message.includes('timeout') ? 'P1002' : undefined
  }
}

/** `schema-engine cli NAME`. The database is made from a connection to `postgres` on the same server. */
export async function runConnectionCommand(name: string | undefined, target: Target): Promise<void> {
  switch (name) {
    case 'can-connect-to-database':
      await withClient(target, (client) => client.query('SELECT 1'))
      return
    case 'create-database': {
      const database = decodeURIComponent(new URL(target.connectionString).pathname.slice(1))
      await withClient(withDatabase(target, 'postgres'), (client) =>
        client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`),
      )
      return
    }
    default:
      throw new Error(`This schema engine knows no command "${name}".`)
  }
}
