import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseEnv, SettingsError } from '../../lib/settings/env.ts'
import { PREVIEW_NAME, previewLogins, previewName } from '../../lib/settings/preview-name.ts'
import { productionSettings } from '../fixtures/production-settings.ts'
import { settings as production } from '../fixtures/settings.ts'

const PREVIEW = {
  VERCEL: '1',
  VERCEL_ENV: 'preview',
  VERCEL_GIT_COMMIT_REF: 'feature/red-button',
  VERCEL_BRANCH_URL: 'shop-git-feature-red-button-team.vercel.app',
  VERCEL_URL: 'shop-abc123-team.vercel.app',
  PREVIEW_SECRET: 'a-secret-of-previews-with-32-chars',
  PREVIEW_SERVER_URL: 'postgresql://previews.test:5433/?sslmode=verify-full',
  PREVIEW_SANDBOX_URL: 'https://google.previews.test/',
  PREVIEW_FIREBASE_PROJECT_ID: 'oneclicktag-previews',
}
const NAME = 'preview_feature_red_button_1300510e6755'

function issuesOf(given: Record<string, string | undefined>): readonly string[] {
  try {
    parseEnv(given)
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.issues
    throw error
  }
}

describe('a preview', () => {
  it("derives its database, its URLs and its keys from Vercel's variables", () => {
    const env = parseEnv(PREVIEW)
    const [app, system] = [new URL(env.DATABASE_URL), new URL(env.SYSTEM_DATABASE_URL)]
    for (const [url, login] of [
      [app, 'app'],
      [system, 'system'],
    ] as const) {
      expect(url).toMatchObject({
        host: 'previews.test:5433',
        pathname: `/${NAME}`,
        username: `${NAME}_${login}`,
        search: '?sslmode=verify-full',
      })
      expect(url.password).toMatch(/^[\w-]{43}$/)
    }
    expect(app.password).not.toBe(system.password)
    expect(env).toMatchObject({
      PUBLIC_URL: 'https://shop-git-feature-red-button-team.vercel.app',
      CONSOLE_URL: 'https://shop-git-feature-red-button-team.vercel.app',
      FIREBASE_PROJECT_ID: 'oneclicktag-previews',
      GOOGLE_OAUTH_URL: `https://google.previews.test/${NAME}`,
      GOOGLE_ADS_URL: `https://google.previews.test/${NAME}`,
    })
  })

  it('has the same secrets at each start, and shares none with another branch or another secret', () => {
    const secretsOf = (change: Record<string, string>) => {
      const env = parseEnv({ ...PREVIEW, ...change })
      return [
        new URL(env.DATABASE_URL).password,
        new URL(env.SYSTEM_DATABASE_URL).password,
        String(env.CLAIM_KEYS[0]?.key.toString('base64')),
        String(env.TOKEN_ENCRYPTION_KEYS[0]?.key.toString('base64')),
        String(env.SIGNING_SECRET[0]),
        String(env.CRON_SECRET),
      ]
    }
    expect(secretsOf({})).toEqual(secretsOf({}))
    const all = [
      ...secretsOf({}),
      ...secretsOf({ VERCEL_GIT_COMMIT_REF: 'feature/red_button' }),
      ...secretsOf({ PREVIEW_SECRET: 'another-secret-of-previews-32-chars' }),
    ]
    expect(new Set(all).size).toBe(all.length)
  })

  it("takes the server's host from the admin's URL by default, and never its login", () => {
    const { PREVIEW_SERVER_URL: _, ...rest } = PREVIEW
    const env = parseEnv({
      ...rest,
      PREVIEW_ADMIN_DATABASE_URL: 'postgresql://admin:hidden@previews.test/postgres',
    })
    expect(env.DATABASE_URL).toMatch(`@previews.test/${NAME}`)
    expect(JSON.stringify(env)).not.toMatch(/admin:|hidden/)
  })

  it.each([
    'DATABASE_URL',
    'SYSTEM_DATABASE_URL',
    'DIRECT_DATABASE_URL',
    'ADMIN_DATABASE_URL',
    'APP_DATABASE_URL',
    'BACKUP_IDENTITY',
    'FIREBASE_PROJECT_ID',
    'GOOGLE_CLIENT_ID',
    'GOOGLE_CLIENT_SECRET',
    'GOOGLE_ADS_DEVELOPER_TOKEN',
    'PUBLIC_URL',
    'TOKEN_ENCRYPTION_KEYS',
    'SIGNING_SECRET',
    'CRON_SECRET',
  ])('does not start with %s of production; the error has the fix and not the value', (name) => {
    const faults = issuesOf({ ...PREVIEW, [name]: 'a-secret-of-production' })
    expect(faults).toEqual([
      `${name}: must not be set in a preview, which has its own; limit it to Production in Vercel`,
    ])
  })

  it.each([
    ['PREVIEW_SANDBOX_URL', 'https://oauth2.googleapis.com'],
    ['PREVIEW_SANDBOX_URL', 'https://tagmanager.googleapis.com./'],
    ['PREVIEW_SANDBOX_URL', 'HTTPS://ACCOUNTS.GOOGLE.COM'],
    ['PREVIEW_SANDBOX_URL', 'ftp://sandbox.test'],
    ['GOOGLE_ACCOUNTS_URL', 'https://accounts.google.com'],
    ['GOOGLE_OAUTH_URL', 'https://oauth2.googleapis.com'],
    ['GOOGLE_TAG_MANAGER_URL', 'https://www.googleapis.com'],
    ['GOOGLE_ADS_URL', 'https://googleads.googleapis.com'],
  ])('does not start where %s is %s', (name, url) => {
    expect(issuesOf({ ...PREVIEW, [name]: url })).toEqual([
      `${name}: must be the http(s) URL of a stand-in, never Google's own`,
    ])
  })

  it.each([
    ['VERCEL_GIT_COMMIT_REF', ''],
    ['PREVIEW_SECRET', 'too short'],
    ['PREVIEW_SERVER_URL', 'https://previews.test'],
    ['PREVIEW_SANDBOX_URL', ''],
    ['PREVIEW_FIREBASE_PROJECT_ID', ''],
  ])('names %s where it is missing or invalid', (name, value) => {
    const faults = issuesOf({ ...PREVIEW, [name]: value })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(new RegExp(`^${name}: `))
  })

  it("reports all of production's settings at once, each by its name", () => {
    const faults = issuesOf({ ...production, VERCEL_ENV: 'preview' })
    for (const name of ['DATABASE_URL', 'TOKEN_ENCRYPTION_KEYS', 'SIGNING_SECRET', 'PREVIEW_SECRET'])
      expect(faults.some((fault) => fault.startsWith(`${name}: `))).toBe(true)
  })
})

describe('production', () => {
  const PRODUCTION = productionSettings()

  it('starts with its own settings', () => {
    expect(issuesOf(PRODUCTION)).toEqual([])
  })

  it.each(Object.keys(PREVIEW).filter((name) => name.startsWith('PREVIEW_')))(
    'does not start with %s of a preview',
    (name) => {
      expect(issuesOf({ ...PRODUCTION, [name]: 'anything' })).toEqual([
        `${name}: must not be set in production; limit it to Preview in Vercel`,
      ])
    },
  )

  it.each(['DATABASE_URL', 'SYSTEM_DATABASE_URL'])(
    'does not start where %s is the URL of a preview',
    (name) => {
      const url = `postgresql://login@previews.test/${NAME}`
      expect(issuesOf({ ...PRODUCTION, [name]: url })).toEqual([
        `${name}: leads to the database of a preview`,
      ])
    },
  )
})

describe('production at Google', () => {
  const PRODUCTION = productionSettings()
  const names = ['GOOGLE_ACCOUNTS_URL', 'GOOGLE_OAUTH_URL', 'GOOGLE_TAG_MANAGER_URL', 'GOOGLE_ADS_URL']

  it.each(names)('does not start where %s is a stand-in', (name) => {
    for (const url of [
      'http://127.0.0.1:4000',
      'https://google.com.evil.test',
      'http://oauth2.googleapis.com',
      'x',
    ]) {
      expect(issuesOf({ ...PRODUCTION, [name]: url })).toEqual([
        `${name}: must be Google's own over https in production, or not set`,
      ])
    }
    expect(issuesOf({ ...PRODUCTION, [name]: 'https://eu.googleapis.com' })).toEqual([])
  })
})

describe('the name of a preview', () => {
  it.each([
    ['feature/red-button', NAME],
    ['../../etc/passwd', /^preview_etc_passwd_/],
    ['"; DROP DATABASE postgres; --', /^preview_drop_database_postg_/],
    ['ветка', /^preview_branch_/],
    ['template', /^preview_template_[0-9a-f]{12}$/],
  ])('of %s', (branch, name) => {
    expect(previewName(branch)).toMatch(name)
  })

  it('is safe unquoted, fits with every suffix, and differs for branches that read the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 250 }), (branch) => {
        const name = previewName(branch)
        expect(name).toMatch(PREVIEW_NAME)
        for (const login of Object.values(previewLogins(name)))
          expect(Buffer.byteLength(login)).toBeLessThan(64)
      }),
    )
    const alike = ['a/b', 'a-b', 'a_b', 'A/b', `${'a'.repeat(40)}1`, `${'a'.repeat(40)}2`]
    expect(new Set(alike.map(previewName)).size).toBe(alike.length)
  })
})
