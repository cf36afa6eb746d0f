import '../fixtures/settings.ts'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { verifyIdToken } from '../../lib/auth/verify-id-token.ts'
import { parseEnv } from '../../lib/settings/env.ts'
import { signIn, signInAtEmulator } from '../fixtures/firebase.ts'
import { productionSettings } from '../fixtures/production-settings.ts'
import { settings } from '../fixtures/settings.ts'

const EMULATOR = '127.0.0.1:9099'
const LOOKUP = `http://${EMULATOR}/identitytoolkit.googleapis.com/v1/projects/${settings.FIREBASE_PROJECT_ID}/accounts:lookup`

const emulator = setupServer(
  http.post(LOOKUP.replace(':lookup', '\\:lookup'), () => HttpResponse.json({ users: [{ localId: 'ada' }] })),
)
beforeAll(() => emulator.listen({ onUnhandledFrame: 'error' }))
beforeEach(() => {
  vi.stubEnv('ENVIRONMENT', 'development')
  vi.stubEnv('FIREBASE_AUTH_EMULATOR_HOST', EMULATOR)
})
afterEach(() => {
  emulator.resetHandlers()
  vi.unstubAllEnvs()
})
afterAll(() => emulator.close())

const respondingWith = (users: object[]) =>
  emulator.use(http.post(LOOKUP.replace(':lookup', '\\:lookup'), () => HttpResponse.json({ users })))

describe('where the Auth emulator is set', () => {
  it('its unsigned tokens are accepted', async () => {
    const token = signInAtEmulator({ uid: 'ada', email: 'ada@agency.test' })
    await expect(verifyIdToken(token)).resolves.toMatchObject({
      firebaseUid: 'ada',
      email: 'ada@agency.test',
    })
  })

  it('signed tokens are rejected', async () => {
    await expect(verifyIdToken(signIn({ uid: 'ada' }))).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('an unknown account is rejected', async () => {
    respondingWith([])
    await expect(verifyIdToken(signInAtEmulator({ uid: 'ada' }))).rejects.toMatchObject({
      code: 'unauthenticated',
    })
  })

  it('a disabled account is rejected', async () => {
    respondingWith([{ localId: 'ada', disabled: true }])
    await expect(verifyIdToken(signInAtEmulator({ uid: 'ada' }))).rejects.toMatchObject({
      code: 'unauthenticated',
    })
  })

  it('an emulator that does not respond is an outage', async () => {
    emulator.use(http.post(LOOKUP.replace(':lookup', '\\:lookup'), () => HttpResponse.error()))
    await expect(verifyIdToken(signInAtEmulator({ uid: 'ada' }))).rejects.toMatchObject({
      code: 'unavailable',
    })
  })

  it('production does not start', () => {
    const production = { ...productionSettings(), FIREBASE_AUTH_EMULATOR_HOST: EMULATOR }
    expect(() => parseEnv(production)).toThrow(/FIREBASE_AUTH_EMULATOR_HOST/)
  })

  it.each([{}, { VERCEL_ENV: 'development' }, { ENVIRONMENT: 'production' }, { ENVIRONMENT: 'Development' }])(
    'nothing starts with %j, which is no explicit development',
    (environment) => {
      const given = { ...settings, ...environment, FIREBASE_AUTH_EMULATOR_HOST: EMULATOR }
      expect(() => parseEnv(given)).toThrow(/ENVIRONMENT/)
    },
  )

  it('an explicit development starts', () => {
    const given = { ...settings, ENVIRONMENT: 'development', FIREBASE_AUTH_EMULATOR_HOST: EMULATOR }
    expect(parseEnv(given)).toMatchObject({ FIREBASE_AUTH_EMULATOR_HOST: EMULATOR })
  })
})
