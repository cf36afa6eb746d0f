import type { PoolConfig } from 'pg'

/**
 * Settings that every pool of this service shares. Times are in milliseconds.
 * An idle connection is closed after 5 s, because a suspended function cannot close it; a caller waits at most 5 s for
 * a free one and then gets a 503; no answer from the server in 20 s destroys the connection (the server's own
 * statement_timeout, set on the login role, is shorter).
 */
export function poolSettings(connectionString: string, max: number): PoolConfig {
  return {
    connectionString,
    max,
    idleTimeoutMillis: 5_000,
    connectionTimeoutMillis: 5_000,
    query_timeout: 20_000,
    keepAlive: true,
    application_name: 'oneclicktag',
  }
}
