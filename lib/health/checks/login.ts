import { type LoginSetting, loginFix, UnsafeLoginError } from '../../db/login-check.ts'
import type { Asked, Facts } from '../facts/facts.ts'
import { fail, OK, type Verdict } from '../verdict.ts'
import { unknown } from './unknown.ts'

/** The login of `DATABASE_URL` is a member of oct_app and of nothing else. */
export function judgeLogin({ database }: Facts): Verdict {
  return judgeLoginOf('DATABASE_URL', database)
}

/** The login of `SYSTEM_DATABASE_URL` is a member of oct_system and of nothing else. */
export function judgeSystemLogin({ system }: Facts): Verdict {
  return judgeLoginOf('SYSTEM_DATABASE_URL', system)
}

function judgeLoginOf(setting: LoginSetting, asked: Asked<{ loginIssues: string }>): Verdict {
  if ('value' in asked) {
    const { loginIssues } = asked.value
    return loginIssues === '' ? OK : fail(loginFix(setting, loginIssues))
  }
  if (asked.error instanceof UnsafeLoginError)
    return fail(loginFix(setting, 'is not exactly what it has to be'))
  return unknown(setting)
}
