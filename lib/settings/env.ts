import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { log, setLogLevel } from '../telemetry/log.ts'
import { databaseTlsIssues, holdsCertificates } from './database-tls.ts'
import { namedKeys } from './named-keys.ts'
import { environmentIssues, previewSettings } from './preview-settings.ts'
import { productionIssues } from './production-issues.ts'
import { DATABASE_URLS } from './url-settings.ts'

const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ })
const databaseUrl = z.url({ protocol: /^(postgres(ql)?|prisma|prisma\+postgres)$/ })

const signingSecrets = z
  .string()
  .transform((text) => text.split(',').map((secret) => secret.trim()))
  .refine((secrets) => secrets.every((secret) => secret.length >= 24), 'expected at least 24 characters each')

const databaseCa = z.string().refine(holdsCertificates, 'expected one or more certificates in PEM')

const Env = z.object({
  DATABASE_URL: databaseUrl,
  SYSTEM_DATABASE_URL: postgresUrl,
  DATABASE_CA: databaseCa.optional(),
  DATABASE_POOL_MAX: z.coerce.number().int().min(2).max(20).default(5),
  PREPARED_STATEMENTS: z.enum(['on', 'off']).optional(),
  FIREBASE_PROJECT_ID: z.string().min(1),
  FIREBASE_AUTH_EMULATOR_HOST: z.string().optional(),
  GOOGLE_CLIENT_ID: z.string().min(1),
  GOOGLE_CLIENT_SECRET: z.string().min(1),
  GOOGLE_ADS_API_VERSION: z
    .string()
    .regex(/^v\d+$/)
    .default('v26'),
  GOOGLE_ADS_DEVELOPER_TOKEN: z.string().min(1).optional(),
  GOOGLE_ACCOUNTS_URL: httpUrl.default('https://accounts.google.com'),
  GOOGLE_OAUTH_URL: httpUrl.default('https://oauth2.googleapis.com'),
  GOOGLE_TAG_MANAGER_URL: httpUrl.default('https://tagmanager.googleapis.com'),
  GOOGLE_ADS_URL: httpUrl.default('https://googleads.googleapis.com'),
  QUOTA_PER_100_S: z.coerce.number().int().min(1).max(10_000).default(25),
  GOOGLE_WRITES: z.enum(['on', 'off']).default('on'),
  QUOTA_PER_DAY: z.coerce.number().int().min(1).max(100_000_000).default(10_000),
  PUBLIC_URL: httpUrl,
  CONSOLE_URL: httpUrl,
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((origin) => origin.trim() || [])),
  CLAIM_KEYS: namedKeys,
  TOKEN_ENCRYPTION_KEYS: namedKeys,
  SIGNING_SECRET: signingSecrets,
  CRON_SECRET: z.string().min(16).optional(),
  RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  SIGN_UP: z.enum(['open', 'invitation', 'closed']).default('open'),
  SLOW_QUERY_MS: z.coerce.number().int().min(1).default(500),
  ENVIRONMENT: z.enum(['development']).optional(),
  VERCEL_ENV: z.enum(['production', 'preview', 'development']).optional(),
})

export type Env = z.infer<typeof Env>

/** Settings that are missing or malformed: names and reasons, never values. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly issues: readonly string[]

  constructor(issues: readonly string[]) {
    super(`Settings are missing or malformed (see .env.example):\n  ${issues.join('\n  ')}`)
    this.issues = issues
  }
}

/**
 * Reads the settings of the process; an empty one counts as not given. A preview derives most of its own.
 * @throws SettingsError naming every setting that is missing, malformed, or another environment's
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const preview = given['VERCEL_ENV'] === 'preview'
  const foreign = environmentIssues(given)
  // The rest of a preview's settings follows from these.
  if (preview && foreign.length > 0) throw new SettingsError(foreign)
  const settings = preview ? previewSettings(given) : given
  const result = Env.safeParse(settings, {
    error: ({ input }) => (input === undefined ? 'missing' : undefined),
  })
  const malformed = result.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []
  const strange = [...foreign, ...productionIssues(given)]
  const wrong = [...malformed, ...tlsIssues(settings), ...emulatorIssues(settings)]
  const issues = [...strange, ...wrong.filter(isNotOneOf(strange))]
  if (result.success && issues.length === 0) return result.data
  throw new SettingsError([...new Set(issues)])
}

/** A value that is another environment's, or published, need not be well-formed besides. */
function isNotOneOf(issues: readonly string[]): (issue: string) => boolean {
  const names = new Set(issues.flatMap((issue) => issue.split(': ', 1).flatMap((each) => each.split(', '))))
  return (issue) => !names.has(issue.split(':', 1)[0] ?? '')
}

function tlsIssues(given: Record<string, string | undefined>): string[] {
  const urls = DATABASE_URLS.flatMap((name) => {
    const url = given[name]
    return url === undefined ? [] : [[name, url] as const]
  })
  return databaseTlsIssues(Object.fromEntries(urls), given['VERCEL_ENV'] === 'production').map(
    ({ name, issue }) => `${name}: ${issue}`,
  )
}

function emulatorIssues(given: Record<string, string | undefined>): string[] {
  return given['ENVIRONMENT'] === 'development' || given['FIREBASE_AUTH_EMULATOR_HOST'] === undefined
    ? []
    : [
        'FIREBASE_AUTH_EMULATOR_HOST: must not be set without ENVIRONMENT=development: the emulator accepts unsigned tokens',
      ]
}

let parsed: Env | undefined

/**
 * The settings of this instance, parsed at first use.
 * @throws AppError `internal`; the issues are logged, never sent to the caller
 */
export function env(): Env {
  parsed ??= read()
  return parsed
}

/** The settings, if they are valid: for what has to respond even where they are not. */
export function settingsIfValid(): Env | undefined {
  try {
    return env()
  } catch {
    return undefined
  }
}

function read(): Env {
  try {
    const settings = parseEnv(process.env)
    setLogLevel(settings.LOG_LEVEL)
    return settings
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    log.error('settings.invalid', { issues: error.issues.join('; ') })
    throw new AppError('internal', 'The service is not configured.', { cause: error })
  }
}
