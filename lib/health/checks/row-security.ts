import type { Facts } from '../facts/facts.ts'
import { fail, OK, type Verdict } from '../verdict.ts'
import { unknown } from './unknown.ts'

/** Row-level security is on, forced and active for the functions' login on every table. */
export function judgeRowSecurity({ database }: Facts): Verdict {
  if (!('value' in database)) return unknown('DATABASE_URL')
  return database.value.rowSecurityEnforced
    ? OK
    : fail(
        'The functions could read rows past row-level security: stop, run `npm run db:roles`, and `npm run db:drift`.',
      )
}
