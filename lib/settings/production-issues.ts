import { unescape as percentDecoded } from 'node:querystring'
import { isOutsideGoogle } from './is-outside-google.ts'
import { DATABASE_URLS, GOOGLE_URLS } from './url-settings.ts'

type Given = Readonly<Record<string, string | undefined>>
/** One secret value: a setting may hold several, a URL holds one. */
type Secret = { name: string; value: string }

/** What `.env.example`, the sandbox and the tests publish. A value with one of these is known to everybody. */
const PUBLISHED = /change-me|your-firebase-project|your-preview-project|-for-tests|sandbox[.-]/i
/** Names reserved for documentation (RFC 2606); `.env.example` uses them. */
const RESERVED_HOST = /(^|[/.@])example\.(com|org|net)\b/i

const OWN_URLS = ['PUBLIC_URL', 'CONSOLE_URL']
/** Lists of `id:base64`. */
const KEYS = ['TOKEN_ENCRYPTION_KEYS', 'CLAIM_KEYS']
/** Lists of texts, or one. */
const SECRETS = ['SIGNING_SECRET', 'CRON_SECRET', 'GOOGLE_CLIENT_SECRET', 'GOOGLE_ADS_DEVELOPER_TOKEN']
const NAMED_BY_OTHERS = [
  'FIREBASE_PROJECT_ID',
  'GOOGLE_CLIENT_ID',
  'CORS_ORIGINS',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
]

/** A generated secret of 16 characters or bytes has more; a word, a repeated sign and an empty key have fewer. */
const LEAST_DISTINCT = 8

/**
 * What production must not be run with, one line each, by name and never by value: published placeholders, secrets that
 * can be guessed or that serve two purposes, emulators and stand-ins.
 */
export function productionIssues(given: Given): string[] {
  if (given['VERCEL_ENV'] !== 'production') return []
  const secrets = secretsOf(given)
  return [
    ...new Set([
      ...published(given, secrets),
      ...guessable(secrets),
      ...shared(secrets),
      ...standIns(given),
      ...(given['CRON_SECRET']
        ? []
        : ['CRON_SECRET: missing; without it no sync is run and no token refreshed by the schedule']),
    ]),
  ]
}

function published(given: Given, secrets: readonly Secret[]): string[] {
  const settings = [...DATABASE_URLS, ...OWN_URLS, ...NAMED_BY_OTHERS].map((name) => ({
    name,
    value: given[name] ?? '',
  }))
  return [...secrets, ...settings]
    .filter(({ value }) => PUBLISHED.test(value) || RESERVED_HOST.test(value))
    .map(({ name }) => `${name}: has a value that is published; production needs one of its own`)
}

function secretsOf(given: Given): Secret[] {
  const inLists = [...KEYS, ...SECRETS].flatMap((name) =>
    (given[name] ?? '').split(',').map((part) => ({ name, value: part.trim().replace(/^[\w-]{1,32}:/, '') })),
  )
  const inUrls = DATABASE_URLS.map((name) => {
    const url = URL.parse(given[name] ?? '')
    return { name, value: url?.searchParams.get('api_key') ?? percentDecoded(url?.password ?? '') }
  })
  return [...inLists, ...inUrls].filter(({ value }) => value !== '')
}

function guessable(secrets: readonly Secret[]): string[] {
  return secrets.flatMap(({ name, value }) => {
    const distinct = new Set(Buffer.from(value, KEYS.includes(name) ? 'base64' : 'utf8')).size
    return distinct < LEAST_DISTINCT
      ? [`${name}: can be guessed; \`openssl rand -base64 32\` generates a secret`]
      : []
  })
}

function shared(secrets: readonly Secret[]): string[] {
  return [...Map.groupBy(secrets, ({ value }) => value).values()]
    .filter((same) => same.length > 1)
    .map(
      (same) =>
        `${same.map(({ name }) => name).join(', ')}: the same secret more than once; each needs its own`,
    )
}

function standIns(given: Given): string[] {
  return [
    ...(given['ENVIRONMENT'] ? ['ENVIRONMENT: must not be set in production'] : []),
    ...GOOGLE_URLS.filter((name) => {
      const url = given[name]
      return url !== undefined && (isOutsideGoogle(url) || !url.startsWith('https:'))
    }).map((name) => `${name}: must be Google's own over https in production, or not set`),
    ...OWN_URLS.filter((name) => /^http:/i.test(given[name] ?? '')).map(
      (name) => `${name}: must be an https URL in production`,
    ),
    ...(/^demo-/.test(given['FIREBASE_PROJECT_ID'] ?? '')
      ? ['FIREBASE_PROJECT_ID: names a project of the emulator']
      : []),
  ]
}
