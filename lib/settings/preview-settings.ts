import { isOutsideGoogle } from './is-outside-google.ts'
import {
  PREVIEW_NAME,
  previewClaimKeys,
  previewKey,
  previewLogins,
  previewName,
  previewPassword,
} from './preview-name.ts'
import { DATABASE_URLS, GOOGLE_URLS } from './url-settings.ts'

type Given = Readonly<Record<string, string | undefined>>

/** What a preview derives or has in a form of its own. Where one of these is set, it is production's. */
const OF_PRODUCTION = [
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
  'CLAIM_KEYS',
  'TOKEN_ENCRYPTION_KEYS',
  'SIGNING_SECRET',
  'CRON_SECRET',
]

/** The OAuth client that the sandbox knows. */
const SANDBOX_CLIENT = { id: 'sandbox.apps.googleusercontent.com', secret: 'sandbox-client-secret' }

/**
 * What the settings must not say in this environment (`VERCEL_ENV`), one line each: a preview with anything of
 * production's, production with anything of a preview's.
 */
export function environmentIssues(given: Given): string[] {
  switch (given['VERCEL_ENV']) {
    case 'preview':
      return [...strangeInPreview(given), ...missingInPreview(given), ...googleInPreview(given)]
    case 'production':
      return strangeInProduction(given)
    default:
      return []
  }
}

function strangeInPreview(given: Given): string[] {
  return OF_PRODUCTION.filter((name) => given[name] !== undefined).map(
    (name) => `${name}: must not be set in a preview, which has its own; limit it to Production in Vercel`,
  )
}

function missingInPreview(given: Given): string[] {
  const { VERCEL_GIT_COMMIT_REF, PREVIEW_SECRET = '', PREVIEW_FIREBASE_PROJECT_ID } = given
  return [
    ...(VERCEL_GIT_COMMIT_REF
      ? []
      : ['VERCEL_GIT_COMMIT_REF: missing; expose the system environment variables in Vercel']),
    ...(hostOf(given) ? [] : ['VERCEL_BRANCH_URL: missing, and VERCEL_URL too; expose the system variables']),
    ...(PREVIEW_SECRET.length < 32 ? ['PREVIEW_SECRET: expected at least 32 characters'] : []),
    ...(serverOf(given)
      ? []
      : ['PREVIEW_SERVER_URL: expected postgresql://HOST of the preview server, without login and database']),
    ...(PREVIEW_FIREBASE_PROJECT_ID
      ? []
      : ['PREVIEW_FIREBASE_PROJECT_ID: missing; not the one of production']),
  ]
}

function googleInPreview(given: Given): string[] {
  return GOOGLE_URLS.flatMap((name) => {
    const from = given[name] ? name : 'PREVIEW_SANDBOX_URL'
    const url = given[from]
    if (!url) return [`${from}: missing; a preview takes a stand-in for Google (npm run sandbox)`]
    if (!isOutsideGoogle(url)) return [`${from}: must be the http(s) URL of a stand-in, never Google's own`]
    return []
  }).filter((issue, index, all) => all.indexOf(issue) === index)
}

function strangeInProduction(given: Given): string[] {
  return [
    ...Object.keys(given)
      .filter((name) => name.startsWith('PREVIEW_') && given[name] !== undefined)
      .map((name) => `${name}: must not be set in production; limit it to Preview in Vercel`),
    ...DATABASE_URLS.filter((name) =>
      PREVIEW_NAME.test(URL.parse(given[name] ?? '')?.pathname.slice(1) ?? ''),
    ).map((name) => `${name}: leads to the database of a preview`),
  ]
}

/**
 * The settings of a preview, from Vercel's own variables and the few of its environment. What is given and not
 * production's stays.
 * @param given has none of `environmentIssues`
 */
export function previewSettings(given: Given): Record<string, string | undefined> {
  const name = previewName(given['VERCEL_GIT_COMMIT_REF'] ?? '')
  const secret = given['PREVIEW_SECRET'] ?? ''
  const publicUrl = `https://${hostOf(given)}`
  // A world of its own at the sandbox.
  const sandbox = `${given['PREVIEW_SANDBOX_URL']?.replace(/\/+$/, '')}/${name}`
  const base64 = (purpose: string) => previewKey(secret, name, purpose).toString('base64')
  return {
    CONSOLE_URL: publicUrl,
    ...Object.fromEntries(GOOGLE_URLS.map((url) => [url, sandbox])),
    ...given,
    DATABASE_URL: previewUrl(given, 'app'),
    SYSTEM_DATABASE_URL: previewUrl(given, 'system'),
    FIREBASE_PROJECT_ID: given['PREVIEW_FIREBASE_PROJECT_ID'],
    GOOGLE_CLIENT_ID: SANDBOX_CLIENT.id,
    GOOGLE_CLIENT_SECRET: SANDBOX_CLIENT.secret,
    PUBLIC_URL: publicUrl,
    CLAIM_KEYS: previewClaimKeys(secret, name)
      .map(({ id, key }) => `${id}:${key.toString('base64')}`)
      .join(),
    TOKEN_ENCRYPTION_KEYS: `preview:${base64('token encryption')}`,
    SIGNING_SECRET: base64('signing'),
    CRON_SECRET: base64('cron'),
  }
}

/** The branch's own host, which outlives a deployment, or the deployment's. */
function hostOf(given: Given): string | undefined {
  return given['VERCEL_BRANCH_URL'] || given['VERCEL_URL']
}

/** The preview server: host, port and how to connect. The admin's login is not for functions and is left out. */
function serverOf(given: Given): URL | undefined {
  const url = URL.parse(given['PREVIEW_SERVER_URL'] ?? given['PREVIEW_ADMIN_DATABASE_URL'] ?? '')
  return url && /^postgres(ql)?:$/.test(url.protocol) && url.hostname ? url : undefined
}

function previewUrl(given: Given, login: 'app' | 'system'): string | undefined {
  const url = serverOf(given)
  const name = previewName(given['VERCEL_GIT_COMMIT_REF'] ?? '')
  if (!url) return undefined
  url.username = previewLogins(name)[login]
  url.password = previewPassword(given['PREVIEW_SECRET'] ?? '', name, login)
  url.pathname = `/${name}`
  return url.href
}
