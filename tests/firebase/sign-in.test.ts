import { randomUUID } from 'node:crypto'
import { http, passthrough } from 'msw'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MeView } from '../../lib/members/me-view.ts'
import { OrganizationView } from '../../lib/organizations/organization-view.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { type FirebaseEmulator, startFirebaseEmulator } from '../fixtures/firebase-emulator.ts'
import { settings } from '../fixtures/settings.ts'

const local = http.all(
  ({ request }) => new URL(request.url).hostname === '127.0.0.1',
  () => passthrough(),
)
apiTests(local)
let firebase: FirebaseEmulator

// The first time, the Firebase CLI is fetched.
beforeAll(async () => {
  firebase = await startFirebaseEmulator(settings.FIREBASE_PROJECT_ID)
  process.env['ENVIRONMENT'] = 'development'
  process.env['FIREBASE_AUTH_EMULATOR_HOST'] = firebase.host
}, 900_000)
afterAll(() => firebase[Symbol.asyncDispose](), 60_000)

const PASSWORD = 'correct horse battery staple'
const newEmail = () => `${randomUUID()}@agency.test`
const found = (token: string) => api({ token }).post('/v1/organization', { name: 'Agency' })

/** Somebody with a verified address who has signed in and founded an organization. */
async function newFounder() {
  const email = newEmail()
  await firebase.verifyEmail(await firebase.signUp(email, PASSWORD))
  const session = await firebase.signIn(email, PASSWORD)
  const organization = (await found(session.idToken)).as(OrganizationView)
  return { email, session, organization }
}

describe('with Firebase Auth itself', () => {
  it('somebody signs up, verifies the address, signs in and founds an organization', async () => {
    const email = newEmail()
    const first = await firebase.signUp(email, PASSWORD)
    const me = await api({ token: first.idToken }).get('/v1/members/me')
    expect([me.status, me.body]).toEqual([200, { membership: null, nextStep: null }])
    expect((await found(first.idToken)).problem).toMatchObject({ status: 403, code: 'forbidden' })

    await firebase.verifyEmail(first)
    const second = await firebase.signIn(email, PASSWORD)
    expect((await found(second.idToken)).status).toBe(201)
    const { membership } = (await api({ token: second.idToken }).get('/v1/members/me')).as(MeView)
    expect(membership?.user).toMatchObject({ email, role: 'ADMIN' })
  })

  it('a refreshed token is of the same person and the same sign-in', async () => {
    const { session, organization } = await newFounder()
    const token = await firebase.refresh(session)
    expect((await api({ token }).get('/v1/organization')).as(OrganizationView)).toEqual(organization)
  })

  it('who signs in again is the same member', async () => {
    const { email, organization } = await newFounder()
    const { idToken: token } = await firebase.signIn(email, PASSWORD)
    expect((await api({ token }).get('/v1/organization')).as(OrganizationView)).toEqual(organization)
  })

  it('a token that was changed on the way is refused', async () => {
    const { session } = await newFounder()
    const [header, payload = '', signature] = session.idToken.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const forged = Buffer.from(JSON.stringify({ ...claims, aud: 'another-project' })).toString('base64url')
    const response = await api({ token: `${header}.${forged}.${signature}` }).get('/v1/organization')
    expect(response.problem).toMatchObject({ status: 401, code: 'unauthenticated' })
  })

  it.each(['disable', 'remove'] as const)('a token of before a %s is refused', async (how) => {
    const { session } = await newFounder()
    await firebase[how](session)
    const response = await api({ token: session.idToken }).get('/v1/organization')
    expect(response.problem).toMatchObject({ status: 401, code: 'unauthenticated' })
  })
})
