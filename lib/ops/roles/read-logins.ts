import { GROUPS, type Group } from './groups.ts'
import type { Login } from './plan-login.ts'

/** The connection URLs whose logins are to exist: `postgresql://login:password@…`. */
export type LoginUrls = { app: string; system: string; owner: string }

/**
 * The login that a connection URL names.
 * @throws Error without the URL's text when it names none, or a group
 */
function readLogin(group: Group, url: string): Login {
  const { protocol, username, password } = new URL(url)
  const name = decodeURIComponent(username)
  if (!/^postgres(ql)?:$/.test(protocol))
    throw new Error(`The login of ${group} must come from a postgresql:// URL.`)
  if (name === '') throw new Error(`The URL for ${group} names no login.`)
  if (GROUPS.some((taken) => taken === name))
    throw new Error(`${name} is a group; the URL must name a login in it.`)
  return { group, name, password: password === '' ? undefined : decodeURIComponent(password) }
}

/** @throws Error when two URLs share a login: the groups would not be separated */
export function readLogins(urls: LoginUrls): Login[] {
  const logins = [
    readLogin('oct_app', urls.app),
    readLogin('oct_system', urls.system),
    readLogin('oct_owner', urls.owner),
  ]
  if (new Set(logins.map((login) => login.name)).size < logins.length) {
    throw new Error('Each group needs a login of its own, and two of the URLs name the same.')
  }
  return logins
}
