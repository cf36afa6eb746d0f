import { randomBytes } from 'node:crypto'

const URL_OF_NOTHING = 'http://unset.invalid'
const DATABASE_OF_NOTHING = 'postgresql://unset.invalid/unset'

/** Required settings as they may be where they are not used: checks that need the true ones are skipped. */
function standIns(): Readonly<Record<string, string>> {
  const key = () => `unset:${randomBytes(32).toString('base64')}`
  return {
    DATABASE_URL: DATABASE_OF_NOTHING,
    SYSTEM_DATABASE_URL: DATABASE_OF_NOTHING,
    FIREBASE_PROJECT_ID: 'unset',
    GOOGLE_CLIENT_ID: 'unset',
    GOOGLE_CLIENT_SECRET: 'unset',
    PUBLIC_URL: URL_OF_NOTHING,
    CONSOLE_URL: URL_OF_NOTHING,
    CLAIM_KEYS: key(),
    TOKEN_ENCRYPTION_KEYS: key(),
    SIGNING_SECRET: randomBytes(32).toString('base64'),
  }
}

/**
 * Settings with which the checks can be asked that need none of the invalid ones, instead of nothing at all.
 * @returns what to set; `undefined` for what to unset
 */
export function withoutInvalid(invalid: readonly string[]): Record<string, string | undefined> {
  if (invalid.length === 0) return {}
  const known = standIns()
  return {
    ...Object.fromEntries(invalid.map((name) => [name, known[name]])),
    // Production would reject the stand-ins; what it rejects of the true settings has been found before.
    VERCEL_ENV: undefined,
  }
}
