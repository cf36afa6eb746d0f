import { withClient } from '../database/with-client.ts'
import { migrate } from '../migrations/migrate.ts'
import { describeSchema, type SchemaObject } from './describe-schema.ts'

/**
 * Applies migrations to an empty database, and describes what they made.
 * @param migrations their folder; default: `prisma/migrations`
 */
export async function migratedSchema(url: string, migrations?: string): Promise<SchemaObject[]> {
  await migrate(url, migrations === undefined ? {} : { migrations })
  return withClient(url, describeSchema)
}
