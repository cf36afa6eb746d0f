import { HttpResponse } from 'msw'
import { z } from 'zod'
import { googleError } from '../errors/google-error.ts'
import { GoogleRejectionError } from '../errors/google-rejection-error.ts'
import type { Core } from '../requests/core.ts'
import type { Incoming, Operation } from '../requests/operation.ts'
import type { IdentityUser, State } from '../state/state.ts'
import { firebaseToken, identityUser, TOKEN_SECONDS } from './identity-user.ts'

const ROOT = '*/identitytoolkit.googleapis.com/v1'

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

function signUp(state: State, { text }: Incoming): Response {
  const { email, password } = read(Credentials, text)
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) reject('INVALID_EMAIL')
  if (password.length < 6) reject('WEAK_PASSWORD : Password should be at least 6 characters')
  if ([...state.identityUsers.values()].some((user) => user.email === email)) reject('EMAIL_EXISTS')
  return signedIn(state, identityUser(state, email, { password }))
}

function signInWithPassword(state: State, { text }: Incoming): Response {
  const { email, password } = read(Credentials, text)
  const user = [...state.identityUsers.values()].find((one) => one.email === email)
  if (!user) return reject('EMAIL_NOT_FOUND')
  if (user.password !== password) reject('INVALID_PASSWORD')
  if (user.disabled) reject('USER_DISABLED')
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
  return update(state, incoming, sub ?? reject('INVALID_ID_TOKEN'))
}

function update(state: State, { text }: Incoming, localId: string | undefined): Response {
  const user = state.identityUsers.get(localId ?? '') ?? reject('USER_NOT_FOUND')
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
  return parsed.success ? parsed.data : reject('INVALID_REQUEST')
}

function reject(message: string): never {
  throw new GoogleRejectionError(googleError(400, { message, reason: 'invalid' }))
}
