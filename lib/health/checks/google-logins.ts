import type { Facts } from '../facts/facts.ts'
import { OK, type Verdict, warn } from '../verdict.ts'
import { unknown } from './unknown.ts'

/** No Google login has been lost. */
export function judgeGoogleLogins({ system }: Facts): Verdict {
  if (!('value' in system)) return unknown('SYSTEM_DATABASE_URL')
  const { lostLogins } = system.value
  return lostLogins === 0
    ? OK
    : warn(
        `${lostLogins} Google logins have ended: their owners have to connect again; \`npm run db:insights\` shows why.`,
      )
}
