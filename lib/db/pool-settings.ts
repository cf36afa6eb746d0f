import type { PoolConfig } from 'pg'
import { env } from '../settings/env.ts'
import { connectionOptions } from './connection-options.ts'

/** How long a caller waits for a connection, in milliseconds; then it gets a 503. */
export const CONNECT_TIMEOUT_MS = 5_000

/** Settings that every pool of this service shares; times in milliseconds. */
export function poolSettings(databaseUrl: string, max: number): PoolConfig {
  return {
    ...connectionOptions(databaseUrl, env().DATABASE_CA),
    max,
    // Some seconds, as Vercel advises: an instance stays up for as long (`attachDatabasePool` adds 0.1 s), at most until its
    // maxDuration, and a suspended one closes nothing. Who waits for CONNECT_TIMEOUT_MS has to see the room that is made.
    idleTimeoutMillis: 4_000,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // Without a response the connection is destroyed. The statement_timeout of oct_app is shorter, that of oct_system is not.
    query_timeout: 20_000,
    keepAlive: true,
    application_name: 'oneclicktag',
  }
}
