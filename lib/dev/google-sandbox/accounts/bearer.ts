import type { Core } from '../requests/core.ts'
import type { Incoming } from '../requests/operation.ts'
import type { Person } from '../state/state.ts'

export type Bearer =
  | { kind: 'person'; person: Person; scopes: string[] }
  | { kind: 'missing' }
  | { kind: 'invalid' }
  | { kind: 'expired' }

/** Who calls, by the access token of the request; records the login in the log of calls. */
export function bearerOf({ state }: Core, { request, call }: Incoming): Bearer {
  const token = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
  if (!token) return { kind: 'missing' }
  const found = state.accessTokens.get(token)
  const person = found && state.people.get(found.sub)
  if (!person) return { kind: 'invalid' }
  call.tokenOf = person.email
  if (found.expiresAt <= state.now()) return { kind: 'expired' }
  return { kind: 'person', person, scopes: found.scopes }
}
