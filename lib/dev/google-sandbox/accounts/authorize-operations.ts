import { HttpResponse } from 'msw'
import type { Core } from '../requests/core.ts'
import type { Incoming, Operation } from '../requests/operation.ts'
import type { State } from '../state/state.ts'
import { type AuthorizationRequest, readAuthorizationRequest } from './authorization-request.ts'
import { consentPage, errorPage, IDENTITY_SCOPES } from './consent-page.ts'
import { grantConsent } from './grants.ts'

const PATH = '*/o/oauth2/v2/auth'

/** Google returns these short names of OpenID Connect by their full names. */
const FULL_NAME: Record<string, string> = {
  email: 'https://www.googleapis.com/auth/userinfo.email',
  profile: 'https://www.googleapis.com/auth/userinfo.profile',
}

/** The page where a person chooses an account, ticks scopes, and is sent back with a code. */
export function authorizeOperations({ state }: Core): Operation[] {
  return [
    { name: 'consent_page', method: 'get', path: PATH, run: (incoming) => show(state, incoming) },
    { name: 'consent', method: 'post', path: PATH, run: (incoming) => decide(state, incoming) },
  ]
}

function show(state: State, { url }: Incoming): Response {
  const read = readAuthorizationRequest(state, url.searchParams)
  if ('invalid' in read) return HttpResponse.html(errorPage(read.invalid), { status: 400 })
  return HttpResponse.html(consentPage(read.request, [...state.people.values()]))
}

function decide(state: State, { url, text }: Incoming): Response {
  const read = readAuthorizationRequest(state, url.searchParams)
  if ('invalid' in read) return HttpResponse.html(errorPage(read.invalid), { status: 400 })
  const form = new URLSearchParams(text)
  const person = [...state.people.values()].find(({ email }) => email === form.get('account'))
  if (form.get('decision') !== 'allow') return back(read.request, { error: 'access_denied' })
  if (!person) return HttpResponse.html(errorPage('Choose an account.'), { status: 400 })
  const scopes = tickedScopes(state, read.request, form.getAll('scope')).map(
    (scope) => FULL_NAME[scope] ?? scope,
  )
  const { redirectUri, codeChallenge, offline, includeGranted } = read.request
  const code = grantConsent(state, { person, scopes, includeGranted, redirectUri, codeChallenge, offline })
  return back(read.request, { code, scope: scopes.join(' '), authuser: '0', prompt: 'consent' })
}

/** What was asked for and stayed ticked; a form that names no scope at all ticks everything. */
function tickedScopes(state: State, request: AuthorizationRequest, ticked: string[]): string[] {
  const unticked = new Set(state.untick)
  state.untick.clear()
  return request.scopes.filter(
    (scope) =>
      IDENTITY_SCOPES.includes(scope) ||
      ((ticked.length === 0 || ticked.includes(scope)) && !unticked.has(scope)),
  )
}

function back(request: AuthorizationRequest, parameters: Record<string, string>): Response {
  const target = new URL(request.redirectUri)
  for (const [name, value] of Object.entries({ state: request.state, ...parameters })) {
    target.searchParams.set(name, value)
  }
  return new HttpResponse(null, {
    status: 302,
    headers: { Location: target.href, 'Cache-Control': 'no-store' },
  })
}
