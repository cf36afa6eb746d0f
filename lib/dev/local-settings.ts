import { randomBytes } from 'node:crypto'

/** The URLs of the parts of the local stack. */
export type LocalUrls = {
  api: string
  sandbox: string
  database: string
  systemDatabase: string
  ownerDatabase: string
}

/** Generated secrets; the database has to have the key of claims before anything calls it. */
export function localSecrets(): Record<string, string> {
  const key = () => `local:${randomBytes(32).toString('base64')}`
  return {
    CLAIM_KEYS: key(),
    TOKEN_ENCRYPTION_KEYS: key(),
    SIGNING_SECRET: randomBytes(24).toString('base64url'),
    CRON_SECRET: randomBytes(24).toString('base64url'),
  }
}

/** Settings that connect the API to the local stack, without the secrets. */
export function localSettings(
  urls: LocalUrls,
  client: { id: string; secret: string },
): Record<string, string> {
  return {
    DATABASE_URL: urls.database,
    SYSTEM_DATABASE_URL: urls.systemDatabase,
    DIRECT_DATABASE_URL: urls.ownerDatabase,
    ENVIRONMENT: 'development',
    FIREBASE_PROJECT_ID: 'demo-oneclicktag',
    FIREBASE_AUTH_EMULATOR_HOST: new URL(urls.sandbox).host,
    GOOGLE_CLIENT_ID: client.id,
    GOOGLE_CLIENT_SECRET: client.secret,
    GOOGLE_ACCOUNTS_URL: urls.sandbox,
    GOOGLE_OAUTH_URL: urls.sandbox,
    GOOGLE_TAG_MANAGER_URL: urls.sandbox,
    GOOGLE_ADS_URL: urls.sandbox,
    PUBLIC_URL: urls.api,
    CONSOLE_URL: `${urls.api}/console`,
  }
}

/** Sets environment variables that are not set yet. */
export function applySettings(settings: Record<string, string>): void {
  for (const [name, value] of Object.entries(settings)) process.env[name] ||= value
}
