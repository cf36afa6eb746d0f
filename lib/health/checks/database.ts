import { type LoginSetting, UnsafeLoginError } from '../../db/login-check.ts'
import type { Asked, Facts } from '../facts/facts.ts'
import { fail, OK, type Verdict } from '../verdict.ts'

/** The database responds to the login of `DATABASE_URL`. */
export function judgeDatabase({ database }: Facts): Verdict {
  return judgeReached('DATABASE_URL', database)
}

/** The database responds to the login of `SYSTEM_DATABASE_URL`, which may call what cron and limits need. */
export function judgeSystemDatabase({ system }: Facts): Verdict {
  return judgeReached('SYSTEM_DATABASE_URL', system)
}

function judgeReached(setting: LoginSetting, asked: Asked<unknown>): Verdict {
  if ('value' in asked || asked.error instanceof UnsafeLoginError) return OK
  return fail(
    `The database does not respond as it should through ${setting}: check host, login, database, pooler, and that migrations are applied; the log has the error (health.query_failed).`,
  )
}
