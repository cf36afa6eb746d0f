import type pg from 'pg'
import type { InstrumentedClient } from '../db/instrumented-client.ts'

export type LentClient = InstrumentedClient & pg.PoolClient
/** Lends a connection until its `release`. */
export type Lend = () => Promise<LentClient>
