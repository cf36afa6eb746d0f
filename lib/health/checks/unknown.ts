import type { LoginSetting } from '../../db/login-check.ts'
import { fail, type Verdict } from '../verdict.ts'

/** What cannot be told while the database does not respond. */
export function unknown(setting: LoginSetting): Verdict {
  return fail(`Not known while the database cannot be asked through ${setting}.`)
}
