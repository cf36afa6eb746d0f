import { closeSystemPool } from '../db/system-pool.ts'
import { closeTenantConnection } from '../tenant/tenant-db.ts'
import type { Sandbox } from './google-sandbox/sandbox.ts'
import type { KeptState } from './kept-state.ts'
import { applySettings, localSecrets, localSettings } from './local-settings.ts'
import { type MorePages, serveFunctions } from './serve-functions.ts'
import { serveOutput } from './serve-output.ts'
import { type LocalDatabase, startLocalDatabase } from './start-local-database.ts'
import { startSandbox } from './start-sandbox.ts'

/** The API with everything that it needs, on 127.0.0.1. */
export type Stack = {
  url: string
  sandboxUrl: string
  /** Where users are redirected after Google's consent. */
  consoleUrl: string
  databaseUrl: string
  systemDatabaseUrl: string
  ownerDatabaseUrl: string
  cronSecret: string
  sandbox: Sandbox
  stop(): Promise<void>
}

export type StackOptions = {
  /** The port of the API; 0 for a free one. */
  port: number
  /** A folder of built functions to serve, instead of the sources of `api/`. */
  built?: string | undefined
  /** What an earlier start has left, and the next will find; without it, nothing is kept. */
  kept?: KeptState
  morePages?: MorePages
  /** What Google grants of Tag Manager, where it is more than usual. */
  quotaPer100S?: number
  /** Called after each completed step. */
  onStep?: (step: string) => void
}

/**
 * Starts the Google sandbox, PostgreSQL and the functions of `api/`. Settings of the environment have precedence: with
 * DATABASE_URL, SYSTEM_DATABASE_URL and DIRECT_DATABASE_URL no PostgreSQL is started.
 */
export async function startStack({
  port,
  built,
  kept,
  morePages,
  quotaPer100S,
  onStep = () => undefined,
}: StackOptions): Promise<Stack> {
  const parts: (() => Promise<void>)[] = []
  const stop = async () => {
    await closeTenantConnection()
    await closeSystemPool()
    for (const part of parts.toReversed()) await part()
  }
  try {
    applySettings(kept?.secrets ?? localSecrets())
    // First of all, because its port may be taken.
    const ready = Promise.withResolvers<void>()
    const functions = await (built
      ? serveOutput(built, port, ready.promise)
      : serveFunctions(port, morePages, ready.promise))
    parts.push(() => functions.close())
    const database = configuredDatabase() ?? (await startLocalDatabase(onStep, kept?.database))
    parts.push(() => database.stop())
    const callbackUrl = `${process.env['PUBLIC_URL'] || functions.url}/api/v1/connections/callback`
    const sandbox = await startSandbox(callbackUrl, { kept, quotaPer100S })
    parts.push(() => sandbox.stop())
    onStep('The Google sandbox is running')
    applySettings(
      localSettings(
        {
          api: functions.url,
          sandbox: sandbox.url,
          database: database.app,
          systemDatabase: database.system,
          ownerDatabase: database.owner,
        },
        sandbox.sandbox.state.client,
      ),
    )
    if (quotaPer100S) applySettings({ QUOTA_PER_100_S: String(quotaPer100S) })
    ready.resolve()
    onStep('The API is running')
    return {
      url: functions.url,
      sandboxUrl: sandbox.url,
      consoleUrl: setting('CONSOLE_URL'),
      databaseUrl: setting('DATABASE_URL'),
      systemDatabaseUrl: setting('SYSTEM_DATABASE_URL'),
      ownerDatabaseUrl: setting('DIRECT_DATABASE_URL'),
      cronSecret: setting('CRON_SECRET'),
      sandbox: sandbox.sandbox,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function setting(name: string): string {
  return process.env[name] ?? ''
}

/** The database of the environment, if all three URLs are set; it is neither migrated nor stopped. */
function configuredDatabase(): LocalDatabase | undefined {
  const [app, system, owner] = ['DATABASE_URL', 'SYSTEM_DATABASE_URL', 'DIRECT_DATABASE_URL'].map(setting)
  return app && system && owner ? { app, system, owner, stop: async () => undefined } : undefined
}
