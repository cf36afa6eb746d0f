import { unsignedParts } from '../accounts/google-id-token.ts'
import { type IdentityUser, nextNumber, type State } from '../state/state.ts'

export const TOKEN_SECONDS = 3600

/** The user behind an e-mail address, made at the first call. */
export function identityUser(
  state: State,
  email: string,
  { password, localId }: { password?: string; localId?: string | undefined } = {},
): IdentityUser {
  const known = [...state.identityUsers.values()].find((user) => user.email === email)
  if (known) return known
  const user: IdentityUser = {
    localId: localId ?? `user${String(nextNumber(state)).padStart(6, '0')}`,
    email,
    password,
    emailVerified: false,
    disabled: false,
    validSince: 0,
    createdAt: state.now(),
  }
  state.identityUsers.set(user.localId, user)
  return user
}

/** An unsigned ID token of a sign-in that happens now, good for an hour. */
export function firebaseToken(state: State, user: IdentityUser): string {
  const now = Math.floor(state.now().getTime() / 1000)
  const claims = {
    iss: `https://securetoken.google.com/${state.firebaseProjectId}`,
    aud: state.firebaseProjectId,
    sub: user.localId,
    user_id: user.localId,
    email: user.email,
    email_verified: user.emailVerified,
    auth_time: now,
    iat: now,
    exp: now + TOKEN_SECONDS,
    firebase: { identities: { email: [user.email] }, sign_in_provider: 'password' },
  }
  return `${unsignedParts('none', claims)}.`
}
