import type { Facts } from '../facts/facts.ts'
import { NEWEST_MIGRATION } from '../newest-migration.ts'
import { fail, OK, type Verdict, warn } from '../verdict.ts'
import { unknown } from './unknown.ts'

/** The schema is the one that this code was written for. */
export function judgeMigrations({ system }: Facts): Verdict {
  if (!('value' in system)) return unknown('SYSTEM_DATABASE_URL')
  const { migration, unfinishedMigrations } = system.value
  if (unfinishedMigrations > 0)
    return fail('A migration has not finished: run `npm run db:migrate`, which tells how to go on.')
  if (migration === null || migration < NEWEST_MIGRATION) {
    return fail(
      `The schema is at ${migration ?? 'no migration'}, the code needs ${NEWEST_MIGRATION}: run \`npm run db:migrate\`.`,
    )
  }
  return migration === NEWEST_MIGRATION
    ? OK
    : warn(
        `The schema is at ${migration}, ahead of the code, which knows ${NEWEST_MIGRATION}: deploy the code that belongs to it.`,
      )
}
