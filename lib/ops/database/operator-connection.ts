import type { ClientConfig } from 'pg'
import { connectionOptions } from '../../db/connection-options.ts'

/** What a command connects with: as functions do, with the same DATABASE_CA. */
export function operatorConnection(url: string): ClientConfig {
  return connectionOptions(url, process.env['DATABASE_CA'] || undefined)
}
