import { readFileSync } from 'node:fs'
import { parseEnv as parseDotEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { parseEnv, SettingsError } from '../../lib/settings/env.ts'
import { productionSettings } from '../fixtures/production-settings.ts'
import { settings as ofTheTests } from '../fixtures/settings.ts'

const PRODUCTION = productionSettings()

/** Names of the settings that keep it from starting. */
function rejected(given: Record<string, string | undefined>): string[] {
  try {
    parseEnv(given)
    return []
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return [...new Set(error.issues.flatMap((issue) => issue.split(':')[0]?.split(', ') ?? []))].sort()
  }
}

const example = Object.entries(parseDotEnv(readFileSync('.env.example', 'utf8')))
/** Values that are meant to be used as they are. */
const DEFAULTS = [
  'DATABASE_POOL_MAX',
  'GOOGLE_ADS_API_VERSION',
  'LOG_LEVEL',
  'QUOTA_PER_100_S',
  'QUOTA_PER_DAY',
  'RETENTION_DAYS',
  'SIGN_UP',
  'SLOW_QUERY_MS',
  'DIRECT_DATABASE_URL',
]
const zero = Buffer.alloc(32).toString('base64')
const same = PRODUCTION['CRON_SECRET'] ?? ''

describe('production', () => {
  it('starts with settings of its own', () => {
    expect(rejected(PRODUCTION)).toEqual([])
  })

  it('starts with two keys while one is replaced', () => {
    const keys = `k2:${PRODUCTION['SIGNING_SECRET']},${PRODUCTION['TOKEN_ENCRYPTION_KEYS']}`
    const secrets = `${Buffer.from('another signing secret, generated').toString('base64')},${PRODUCTION['GOOGLE_CLIENT_SECRET']}`
    const given = { ...PRODUCTION, GOOGLE_CLIENT_SECRET: 'GOCSPX-mD3kVb7Qx', SIGNING_SECRET: secrets }
    expect(rejected({ ...given, TOKEN_ENCRYPTION_KEYS: keys })).toEqual([])
  })

  it('does not start with .env.example as it is, and names every setting that is to be changed', () => {
    const names = example.map(([name]) => name).filter((name) => !DEFAULTS.includes(name))
    expect(rejected({ ...Object.fromEntries(example), VERCEL_ENV: 'production' })).toEqual(names.sort())
  })

  it.each(example.filter(([name]) => !DEFAULTS.includes(name)))(
    'does not start where %s alone is as .env.example has it',
    (name, value) => {
      expect(rejected({ ...PRODUCTION, [name]: value })).toEqual([name])
    },
  )

  it.each([
    ['TOKEN_ENCRYPTION_KEYS', `${PRODUCTION['TOKEN_ENCRYPTION_KEYS']},k0:${zero}`],
    ['TOKEN_ENCRYPTION_KEYS', `k1:${Buffer.alloc(32, 'ab').toString('base64')}`],
    ['CRON_SECRET', 'a'.repeat(40)],
    ['CRON_SECRET', 'secretsecretsecret'],
    ['CRON_SECRET', 'too-short-at-14'],
    ['CRON_SECRET', undefined],
    ['CRON_SECRET', ''],
    ['CRON_SECRET', ofTheTests.CRON_SECRET],
    ['SIGNING_SECRET', ofTheTests.SIGNING_SECRET],
    ['SIGNING_SECRET', `${PRODUCTION['SIGNING_SECRET']},change-me-change-me-change-me`],
    ['SIGNING_SECRET', '0'.repeat(64)],
    ['DATABASE_URL', 'postgresql://app:postgres@db.agency.test/oneclicktag'],
    ['DATABASE_URL', 'postgresql://app:change%2Dme@db.agency.test/oneclicktag'],
    ['DATABASE_URL', 'prisma://accelerate.prisma-data.net/?api_key=change-me'],
    ['SYSTEM_DATABASE_URL', 'postgresql://system:only-for-tests@db.agency.test/oneclicktag'],
    ['GOOGLE_CLIENT_ID', 'sandbox.apps.googleusercontent.com'],
    ['GOOGLE_CLIENT_SECRET', 'sandbox-client-secret'],
    ['GOOGLE_ADS_URL', 'https://google.previews.test/world'],
    ['GOOGLE_OAUTH_URL', 'http://oauth2.googleapis.com'],
    ['GOOGLE_TAG_MANAGER_URL', 'http://127.0.0.1:4000'],
    ['GOOGLE_ACCOUNTS_URL', 'https://accounts.google.com.evil.test'],
    ['FIREBASE_AUTH_EMULATOR_HOST', '127.0.0.1:9099'],
    ['FIREBASE_PROJECT_ID', 'demo-oneclicktag'],
    ['PUBLIC_URL', 'http://api.agency.test'],
    ['CONSOLE_URL', 'http://localhost:5173'],
    ['CORS_ORIGINS', 'https://console.agency.test,https://console.example.com'],
  ])('does not start with %s=%s', (name, value) => {
    expect(rejected({ ...PRODUCTION, [name]: value })).toEqual([name])
  })

  it.each([
    ['CRON_SECRET, SIGNING_SECRET', { SIGNING_SECRET: same }],
    ['CRON_SECRET, TOKEN_ENCRYPTION_KEYS', { TOKEN_ENCRYPTION_KEYS: `k1:${same}` }],
    ['CRON_SECRET, GOOGLE_CLIENT_SECRET', { GOOGLE_CLIENT_SECRET: same }],
    ['CLAIM_KEYS, CRON_SECRET', { CLAIM_KEYS: `k1:${same}` }],
    [
      'CRON_SECRET, SYSTEM_DATABASE_URL',
      { SYSTEM_DATABASE_URL: `postgresql://s:${encodeURIComponent(same)}@db.test/o` },
    ],
    ['SIGNING_SECRET', { SIGNING_SECRET: `${PRODUCTION['SIGNING_SECRET']},${PRODUCTION['SIGNING_SECRET']}` }],
  ])('does not start with one value for two secrets: %s', (names, change) => {
    expect(rejected({ ...PRODUCTION, ...change })).toEqual(names.split(', '))
  })

  it('says no value of a setting that it rejects', () => {
    const message = (() => {
      try {
        return String(
          parseEnv({
            ...PRODUCTION,
            SIGNING_SECRET: same,
            CRON_SECRET: same,
            PUBLIC_URL: `http://${'x'.repeat(9)}`,
          }),
        )
      } catch (error) {
        return String(error)
      }
    })()
    expect(message).toContain('CRON_SECRET')
    expect(message).not.toContain(same)
    expect(message).not.toContain('xxxxxxxxx')
  })
})

describe('any other environment', () => {
  it.each([undefined, 'development'])('takes the published values (VERCEL_ENV=%s)', (environment) => {
    expect(
      rejected({ ...Object.fromEntries(example), ...(environment && { VERCEL_ENV: environment }) }),
    ).toEqual([])
  })
})
