import type { Person, State } from '../state/state.ts'
import { nextSecret } from '../state/state.ts'

const ACCESS_TOKEN_SECONDS = 3599
const TESTING_SECONDS = 604_799
const CODE_MS = 10 * 60_000
const LIVE_REFRESH_TOKENS = 100

export type Consent = {
  person: Person
  scopes: string[]
  includeGranted: boolean
  redirectUri: string
  codeChallenge: string
  offline: boolean
}

export type Tokens = {
  person: Person
  accessToken: string
  expiresIn: number
  scopes: string[]
  refreshToken: string | undefined
  refreshTokenExpiresIn: number | undefined
}

/** Records the consent and returns the authorization code, good for ten minutes and one use. */
export function grantConsent(state: State, consent: Consent): string {
  const { sub } = consent.person
  const before = consent.includeGranted ? (state.granted.get(sub) ?? []) : []
  const scopes = [...new Set([...before, ...consent.scopes])]
  state.granted.set(sub, new Set([...(state.granted.get(sub) ?? []), ...scopes]))
  const code = nextSecret(state, '4/0A')
  state.codes.set(code, {
    sub,
    scopes,
    redirectUri: consent.redirectUri,
    codeChallenge: consent.codeChallenge,
    offline: consent.offline,
    expiresAt: new Date(state.now().getTime() + CODE_MS),
  })
  return code
}

/** Issues tokens; the 101st live refresh token of a login silently kills its oldest. */
export function issueTokens(state: State, person: Person, scopes: string[], offline: boolean): Tokens {
  const refreshToken = offline ? nextSecret(state, '1//0') : undefined
  if (refreshToken) {
    const expiresAt = state.testingMode ? after(state, TESTING_SECONDS) : undefined
    const mine = [...state.refreshTokens].filter(([, token]) => token.sub === person.sub)
    for (const [oldest] of mine.slice(0, Math.max(0, mine.length + 1 - LIVE_REFRESH_TOKENS))) {
      state.refreshTokens.delete(oldest)
    }
    state.refreshTokens.set(refreshToken, { sub: person.sub, scopes, expiresAt })
  }
  return {
    person,
    accessToken: newAccessToken(state, person.sub, scopes),
    expiresIn: ACCESS_TOKEN_SECONDS,
    scopes,
    refreshToken,
    refreshTokenExpiresIn: refreshToken && state.testingMode ? TESTING_SECONDS : undefined,
  }
}

/** A fresh access token for a refresh token that is still good; there is no new refresh token. */
export function refresh(state: State, refreshToken: string): Tokens | undefined {
  const token = state.refreshTokens.get(refreshToken)
  const person = token && state.people.get(token.sub)
  if (!person || (token.expiresAt && token.expiresAt <= state.now())) return undefined
  const { scopes } = token
  const accessToken = newAccessToken(state, person.sub, scopes)
  return {
    person,
    accessToken,
    expiresIn: ACCESS_TOKEN_SECONDS,
    scopes,
    refreshToken: undefined,
    refreshTokenExpiresIn: undefined,
  }
}

/** Ends everything that a login has granted: all its tokens are dead, and the next consent starts from nothing. */
export function revokeGrant(state: State, sub: string): void {
  state.granted.delete(sub)
  for (const tokens of [state.accessTokens, state.refreshTokens, state.codes]) {
    for (const [key, token] of tokens) if (token.sub === sub) tokens.delete(key)
  }
}

/** Whose grant a token belongs to. */
export function ownerOfToken(state: State, token: string): string | undefined {
  return (state.refreshTokens.get(token) ?? state.accessTokens.get(token))?.sub
}

function newAccessToken(state: State, sub: string, scopes: string[]): string {
  const token = nextSecret(state, 'ya29.')
  state.accessTokens.set(token, { sub, scopes, expiresAt: after(state, ACCESS_TOKEN_SECONDS) })
  return token
}

function after(state: State, seconds: number): Date {
  return new Date(state.now().getTime() + seconds * 1000)
}
