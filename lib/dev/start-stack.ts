import { closeSystemPool } from '../db/system-pool.ts'
import { closeTenantConnection } from '../tenant/tenant-db.ts'
import { createSandbox, type Sandbox } from './google-sandbox/sandbox.ts'
import { serveSandbox } from './google-sandbox/server/serve-sandbox.ts'
import { smallWorld } from './google-sandbox/server/small-world.ts'
import { applySettings, localClaimKeys, localSettings } from './local-settings.ts'
import { serveFunctions } from './serve-functions.ts'
import { serveOutput } from './serve-output.ts'
import { type LocalDatabase, startLocalDatabase } from './start-local-database.ts'

/** The API with everything that it needs, on 127.0.0.1. */
export type Stack = {
  url: string
  sandboxUrl: string
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
  /** Called after each completed step. */
  onStep?: (step: string) => void
}

/**
 * Starts PostgreSQL, the Google sandbox and the functions of `api/`. Settings of the environment have precedence: with
 * DATABASE_URL, SYSTEM_DATABASE_URL and DIRECT_DATABASE_URL no PostgreSQL is started.
 */
export async function startStack({ port, built, onStep = () => undefined }: StackOptions): Promise<Stack> {
  const parts: (() => Promise<void>)[] = []
  const stop = async () => {
    await closeTenantConnection()
    await closeSystemPool()
    for (const part of parts.toReversed()) await part()
  }
  try {
    applySettings(localClaimKeys())
    const database = configuredDatabase() ?? (await startLocalDatabase(onStep))
    parts.push(() => database.stop())
    const functions = await (built ? serveOutput(built, port) : serveFunctions(port))
    parts.push(() => functions.close())
    const callbackUrl = `${process.env['PUBLIC_URL'] || functions.url}/api/v1/connections/callback`
    const sandbox = createSandbox({
      world: smallWorld,
      client: { redirectUris: [callbackUrl] },
      firebaseProjectId: process.env['FIREBASE_PROJECT_ID'] || 'demo-oneclicktag',
    })
    const google = await serveSandbox(sandbox)
    parts.push(() => google.close())
    onStep('The Google sandbox is running')
    applySettings(
      localSettings(
        {
          api: functions.url,
          sandbox: google.url,
          database: database.app,
          systemDatabase: database.system,
          ownerDatabase: database.owner,
        },
        sandbox.state.client,
      ),
    )
    onStep('The API is running')
    return {
      url: functions.url,
      sandboxUrl: google.url,
      databaseUrl: setting('DATABASE_URL'),
      systemDatabaseUrl: setting('SYSTEM_DATABASE_URL'),
      ownerDatabaseUrl: setting('DIRECT_DATABASE_URL'),
      cronSecret: setting('CRON_SECRET'),
      sandbox,
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
