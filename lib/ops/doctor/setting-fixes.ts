const KEY = '`openssl rand -base64 32` generates one'

/** What each setting has to be and where it comes from; of the others `.env.example` says it. */
export const SETTING_FIXES: Readonly<Record<string, string>> = {
  DATABASE_URL: 'the postgresql:// or prisma:// URL of a login of oct_app, as `npm run db:roles` creates it',
  SYSTEM_DATABASE_URL: 'the postgresql:// URL of a login of oct_system, as `npm run db:roles` creates it',
  DATABASE_CA: 'the certificates of the authority, in PEM, with line ends written as \\n',
  FIREBASE_PROJECT_ID: 'the project id in the project settings of the Firebase console',
  FIREBASE_AUTH_EMULATOR_HOST: 'leave it away, or set ENVIRONMENT=development',
  GOOGLE_CLIENT_ID: 'the id of an OAuth client of type Web application in the Google Cloud console',
  GOOGLE_CLIENT_SECRET: 'the secret of that OAuth client, from the Google Cloud console',
  PUBLIC_URL: 'the http(s) URL at which this API is reached from outside',
  CONSOLE_URL: 'the http(s) URL to which users are redirected after Google’s consent',
  CLAIM_KEYS: `id:base64 of 32 bytes, comma-separated: write c1: and a key; ${KEY}`,
  TOKEN_ENCRYPTION_KEYS: `id:base64 of 32 bytes, comma-separated: write k1: and a key; ${KEY}`,
  SIGNING_SECRET: `at least 24 characters; ${KEY}`,
  CRON_SECRET: `at least 16 characters; ${KEY}`,
  SIGN_UP: 'open, invitation or closed',
}
