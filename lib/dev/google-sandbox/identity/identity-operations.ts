import { HttpResponse } from 'msw'
import { z } from 'zod'
import { unsignedParts } from '../accounts/google-id-token.ts'
import type { Core } from '../requests/core.ts'
import { googleError } from '../errors/google-error.ts'
import { GoogleRejectionError } from '../errors/google-rejection-error.ts'
import type { Incoming, Operation } from '../requests/operation.ts'
import { type IdentityUser, nextNumber, type State } from '../state/state.ts'

const ROOT = '*/identitytoolkit.googleapis.com/v1'
const TOKEN_SECONDS = 3600

const Credentials = z.looseObject({ email: z.string(), password: z.string() })
const Lookup = z.looseObject({
  localId: z.array(z.string()).optional(),
  email: z.array(z.string()).optional(),
})
const Update = z.looseObject({
  idToken: z.string().optional(),
  localId: z.string().optional(),
  emailVerified: z.boolean().optional(),
  disableUser: z.boolean().optional(),
  validSince: z.coerce.number().int().optional(),
})

/**
 * Sign-in as the Firebase Authentication emulator offers it: unsigned tokens, `Bearer owner` for administration.
 * @see https://firebase.google.com/docs/emulator-suite/connect_auth
 */
export function identityOperations({ state }: Core): Operation[] {
  return [
    { name: 'sign_up', method: 'post', path: `${ROOT}/accounts\\:signUp`, run: (it) => signUp(state, it) },
    {
      name: 'sign_in',
      method: 'post',
      path: `${ROOT}/accounts\\:signInWithPassword`,
      run: (it) => signInWithPassword(state, it),
    },
    {
      name: 'update',
      method: 'post',
      path: `${ROOT}/accounts\\:update`,
      run: (it) => updateOneself(state, it),
    },
    {
      name: 'admin_update',
      method: 'post',
      path: `${ROOT}/projects/:project/accounts\\:update`,
      run: (it) => administer(it, () => update(state, it, read(Update, it.text).localId)),
    },
    {
      name: 'lookup',
      method: 'post',
      path: `${ROOT}/projects/:project/accounts\\:lookup`,
      run: (it) => administer(it, () => lookup(state, it)),
    },
  ]
}

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

function signUp(state: State, { text }: Incoming): Response {
  const { email, password } = read(Credentials, text)
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) refuse('INVALID_EMAIL')
  if (password.length < 6) refuse('WEAK_PASSWORD : Password should be at least 6 characters')
  if ([...state.identityUsers.values()].some((user) => user.email === email)) refuse('EMAIL_EXISTS')
  return signedIn(state, identityUser(state, email, { password }))
}

function signInWithPassword(state: State, { text }: Incoming): Response {
  const { email, password } = read(Credentials, text)
  const user = [...state.identityUsers.values()].find((one) => one.email === email)
  if (!user) return refuse('EMAIL_NOT_FOUND')
  if (user.password !== password) refuse('INVALID_PASSWORD')
  if (user.disabled) refuse('USER_DISABLED')
  return signedIn(state, user)
}

function signedIn(state: State, user: IdentityUser): Response {
  return HttpResponse.json({
    localId: user.localId,
    email: user.email,
    idToken: firebaseToken(state, user),
    refreshToken: `refresh-${user.localId}`,
    expiresIn: String(TOKEN_SECONDS),
    registered: true,
  })
}

function updateOneself(state: State, incoming: Incoming): Response {
  const { idToken, localId } = read(Update, incoming.text)
  if (incoming.request.headers.get('authorization') === 'Bearer owner')
    return update(state, incoming, localId)
  const payload = Buffer.from(idToken?.split('.')[1] ?? '', 'base64url').toString() || '{}'
  const { sub } = z.looseObject({ sub: z.string().optional() }).parse(JSON.parse(payload))
  return update(state, incoming, sub ?? refuse('INVALID_ID_TOKEN'))
}

function update(state: State, { text }: Incoming, localId: string | undefined): Response {
  const user = state.identityUsers.get(localId ?? '') ?? refuse('USER_NOT_FOUND')
  const { emailVerified, disableUser, validSince } = read(Update, text)
  user.emailVerified = emailVerified ?? user.emailVerified
  user.disabled = disableUser ?? user.disabled
  user.validSince = validSince ?? user.validSince
  return HttpResponse.json({ localId: user.localId, email: user.email, emailVerified: user.emailVerified })
}

function lookup(state: State, { text }: Incoming): Response {
  const { localId = [], email = [] } = read(Lookup, text)
  const users = [...state.identityUsers.values()]
    .filter((user) => localId.includes(user.localId) || email.includes(user.email))
    .map(({ password, createdAt, validSince, ...user }) => ({
      ...user,
      validSince: String(validSince),
      createdAt: String(createdAt.getTime()),
      providerUserInfo: [
        { providerId: 'password', email: user.email, federatedId: user.email, rawId: user.email },
      ],
    }))
  return HttpResponse.json(users.length > 0 ? { users } : {})
}

function administer({ request }: Incoming, run: () => Response): Response {
  return request.headers.get('authorization') === 'Bearer owner' ? run() : googleError(401)
}

function read<T>(schema: z.ZodType<T>, text: string): T {
  const parsed = schema.safeParse(JSON.parse(text || '{}'))
  return parsed.success ? parsed.data : refuse('INVALID_REQUEST')
}

function refuse(message: string): never {
  throw new GoogleRejectionError(googleError(400, { message, reason: 'invalid' }))
}
