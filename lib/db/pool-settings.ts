import type { PoolConfig } from 'pg'
import { env } from '../settings/env.ts'
import { connectionOptions } from './connection-options.ts'

/** How long a caller waits for a connection, in milliseconds; then it gets a 503. */
export const CONNECT_TIMEOUT_MS = 5_000

/**
 * Settings that every pool of this service shares. Times are in milliseconds.
 * An idle connection is closed after 4 s, because a suspended function cannot close it, and before those who wait for
 * one on another instance give up; a caller waits at most 5 s for
 * a free one and then gets a 503; no response from the server in 20 s destroys the connection (the server's own
 * statement_timeout, set on the login role, is shorter).
 */
export function poolSettings(databaseUrl: string, max: number): PoolConfig {
  return {
    ...connectionOptions(databaseUrl, env().DATABASE_CA),
    max,
    idleTimeoutMillis: 4_000,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: 20_000,
    keepAlive: true,
    application_name: 'oneclicktag',
  }
}
