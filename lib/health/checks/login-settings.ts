import { type LoginState, loginDrift } from '../../db/login-drift.ts'
import type { LoginGroup } from '../../db/login-settings.ts'
import type { Asked, Facts } from '../facts/facts.ts'
import { OK, type Verdict, warn } from '../verdict.ts'
import { unknown } from './unknown.ts'

/** The login of `DATABASE_URL` has the settings and the limit that `db:roles` gives it. */
export function judgeLoginSettings({ database }: Facts): Verdict {
  return 'value' in database ? judgeState('oct_app', database) : unknown('DATABASE_URL')
}

/** The same of the login of `SYSTEM_DATABASE_URL`. */
export function judgeSystemLoginSettings({ system }: Facts): Verdict {
  return 'value' in system ? judgeState('oct_system', system) : unknown('SYSTEM_DATABASE_URL')
}

/** Whether it writes is a check of its own. */
function judgeState(
  group: LoginGroup,
  { value }: Extract<Asked<{ loginState: LoginState }>, { value: unknown }>,
): Verdict {
  const drift = loginDrift(group, { ...value.loginState, read_only: false })
  return drift.length === 0 ? OK : warn(`${drift.join('; ')}: \`npm run db:roles\` puts it right.`)
}
