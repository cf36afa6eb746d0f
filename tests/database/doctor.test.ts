import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createSandbox } from '../../lib/dev/google-sandbox/sandbox.ts'
import { serveSandbox } from '../../lib/dev/google-sandbox/server/serve-sandbox.ts'
import type { FetchServer } from '../../lib/dev/serve-fetch.ts'
import { ask } from '../fixtures/ask.ts'
import { CLAIM_KEYS } from '../fixtures/claim-keys.ts'
import { freshDatabase, workerDatabase } from '../fixtures/database.ts'
import { databaseOf, databaseUrls, leadingTo } from '../fixtures/database-urls.ts'
import { doctor, folderWith } from '../fixtures/doctor.ts'
import { localEnvironment } from '../fixtures/local-environment.ts'

const NOTHING = 'http://127.0.0.1:1'
const sandbox = createSandbox({ client: { redirectUris: [] } })
let google: FetchServer

beforeAll(async () => {
  google = await serveSandbox(sandbox)
})
afterAll(() => google.close())

type Urls = ReturnType<typeof databaseUrls>

/** Settings that are right, for a database on which the schedule has come. */
function rightSettings({ app, system, owner }: Urls): Record<string, string> {
  return {
    DATABASE_URL: app,
    SYSTEM_DATABASE_URL: system,
    DIRECT_DATABASE_URL: owner,
    FIREBASE_PROJECT_ID: 'northlight-agency',
    GOOGLE_CLIENT_ID: sandbox.state.client.id,
    GOOGLE_CLIENT_SECRET: sandbox.state.client.secret,
    GOOGLE_ACCOUNTS_URL: google.url,
    GOOGLE_OAUTH_URL: google.url,
    GOOGLE_TAG_MANAGER_URL: google.url,
    GOOGLE_ADS_URL: google.url,
    PUBLIC_URL: 'http://127.0.0.1:3000',
    CONSOLE_URL: 'http://127.0.0.1:3000/console',
    CLAIM_KEYS,
    TOKEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    SIGNING_SECRET: 'a-signing-secret-of-this-test',
    CRON_SECRET: 'a-cron-secret-of-this-test',
  }
}

/** A database of the test's own, past any pooler, as a right set-up has it. */
async function rightDatabase(): Promise<Urls> {
  const database = await freshDatabase()
  onTestFinished(() => database[Symbol.asyncDispose]())
  const urls = databaseUrls(workerDatabase().admin, databaseOf(database.admin))
  await ask(urls.owner, 'update app.last_visit set ended_at = now(), failures = 0')
  return urls
}

const found = (status: 'ok' | 'warn' | 'fail' | 'skipped', fix: RegExp) =>
  expect.objectContaining({ status, fix: expect.stringMatching(fix) })
const because = (what: string) => [expect.objectContaining({ status: 'skipped', what: `because ${what}` })]

describe('npm run doctor', () => {
  it('finds nothing to fix in a right set-up, ends with 0, and remembers no key that functions may have another one for', async () => {
    const urls = await rightDatabase()
    const { code, lines } = await doctor(rightSettings(urls))
    expect(lines.filter(({ status }) => status !== 'ok')).toEqual([])
    expect(code).toBe(0)
    expect(await ask(urls.owner, 'select key_id from app.key_check')).toEqual([])
  })

  it('accepts the emulator of Firebase where ENVIRONMENT says that it is a development', async () => {
    const emulator = { ENVIRONMENT: 'development', FIREBASE_AUTH_EMULATOR_HOST: new URL(google.url).host }
    const { of } = await doctor({ ...rightSettings(await rightDatabase()), ...emulator })
    expect(of('firebase')).toMatchObject([{ status: 'ok' }])
  })

  it('names each setting that is missing or malformed, never its value, and examines the rest', async () => {
    const { CLAIM_KEYS: _, GOOGLE_CLIENT_ID: __, ...settings } = rightSettings(await rightDatabase())
    const { code, stdout, of } = await doctor({
      ...settings,
      TOKEN_ENCRYPTION_KEYS: 'k1:tooShortToBeAKey',
      FIREBASE_AUTH_EMULATOR_HOST: '127.0.0.1:9099',
    })
    expect(of('settings')).toEqual([
      {
        status: 'fail',
        check: 'settings',
        what: 'GOOGLE_CLIENT_ID: missing',
        fix: expect.stringMatching(/OAuth client/),
      },
      {
        status: 'fail',
        check: 'settings',
        what: 'CLAIM_KEYS: missing',
        fix: expect.stringMatching(/write c1:/),
      },
      {
        status: 'fail',
        check: 'settings',
        what: expect.stringMatching(/^TOKEN_ENCRYPTION_KEYS: expected distinct id:base64/),
        fix: expect.stringMatching(/write k1:/),
      },
      {
        status: 'fail',
        check: 'settings',
        what: expect.stringMatching(/^FIREBASE_AUTH_EMULATOR_HOST: must not be set/),
        fix: expect.stringMatching(/ENVIRONMENT=development/),
      },
    ])
    expect(stdout).not.toContain('tooShortToBeAKey')
    expect(of('claim-keys')).toEqual(because('CLAIM_KEYS is not as it should be'))
    expect(of('google-client')).toEqual(because('GOOGLE_CLIENT_ID is not as it should be'))
    expect(of('tenant-isolation')).toMatchObject([{ status: 'ok' }])
    expect(code).toBe(1)
  })

  it('says of every published value that production does not start with it', async () => {
    const settings = {
      ...rightSettings(await rightDatabase()),
      VERCEL_ENV: 'production',
      CRON_SECRET: 'change-me-change-me',
    }
    const { of } = await doctor(settings)
    const lines = of('settings').map(({ what }) => what)
    expect(lines).toContainEqual(expect.stringMatching(/^CRON_SECRET: has a value that is published/))
    expect(lines).toContainEqual(expect.stringMatching(/^DATABASE_URL: has a value that is published/))
    expect(lines).toContainEqual(expect.stringMatching(/^GOOGLE_OAUTH_URL: must be Google's own/))
  })

  it('tells a client that Google does not know from hosts that are not reached and a retired version', async () => {
    const { code, of } = await doctor({
      ...rightSettings(await rightDatabase()),
      GOOGLE_CLIENT_SECRET: 'of-another-client',
      GOOGLE_TAG_MANAGER_URL: NOTHING,
      GOOGLE_ADS_API_VERSION: 'v1',
      FIREBASE_PROJECT_ID: 'demo-northlight',
    })
    expect(of('google-client')).toEqual([found('fail', /copy both from the same OAuth client/)])
    expect(of('google-client')[0]?.what).toContain('invalid_client')
    expect(of('google-tag-manager')).toEqual([found('fail', /GOOGLE_TAG_MANAGER_URL/)])
    expect(of('google-ads')).toEqual([found('fail', /GOOGLE_ADS_API_VERSION/)])
    expect(of('firebase')).toContainEqual(found('fail', /project id/))
    expect(of('database')).toMatchObject([{ status: 'ok' }])
    expect(code).toBe(1)
  })

  it('tells a wrong password, a closed port and a pooler apart, and skips what depends on them', async () => {
    const urls = await rightDatabase()
    const app = new URL(urls.app)
    app.password = 'another'
    const { stdout, of } = await doctor({
      ...rightSettings(urls),
      DATABASE_URL: app.href,
      SYSTEM_DATABASE_URL: 'postgresql://somebody:secret@127.0.0.1:1/nothing',
      DIRECT_DATABASE_URL: `${urls.owner}?pgbouncer=true`,
      GOOGLE_OAUTH_URL: NOTHING,
    })
    expect(of('database')).toEqual([found('fail', /npm run db:roles/)])
    expect(of('system-database')).toEqual([found('fail', /check host and port/)])
    expect(of('owner-database')).toEqual([found('fail', /bypass the pooler/)])
    expect(of('database-login')).toEqual(because('database failed'))
    expect(of('migrations')).toEqual(because('database-login was skipped'))
    expect(of('google-client')).toEqual([found('fail', /GOOGLE_OAUTH_URL/)])
    expect(stdout).not.toMatch(/another|secret@|somebody/)
  })

  it('tells the owner’s login, a server without TLS and an absent database', async () => {
    const urls = await rightDatabase()
    const { of } = await doctor({
      ...rightSettings(urls),
      DATABASE_URL: urls.owner,
      SYSTEM_DATABASE_URL: `${urls.system}?sslmode=verify-full`,
      DIRECT_DATABASE_URL: leadingTo(urls.owner, 'absent'),
    })
    expect(of('database-login')).toEqual([found('fail', /is a member of oct_owner.*npm run db:roles/)])
    expect(of('system-database')).toEqual([found('fail', /speaks no TLS/)])
    expect(of('owner-database')).toEqual([found('fail', /the database is not there/)])
    expect(of('tenant-isolation')).toMatchObject([{ status: 'skipped' }])
  })

  it('finds keys that are not the database’s, a policy too many, settings of a login and a schedule that is late', async () => {
    const urls = await rightDatabase()
    await ask(
      urls.owner,
      `insert into app.key_check (key_id, encrypted) values ('k1', 'v1.k1.of.another.key')`,
    )
    await ask(urls.admin, 'create policy hole on organization for select to oct_app using (true)')
    await ask(
      urls.owner,
      `update app.last_visit set ended_at = now() - interval '1 day' where visitor = 'purge'`,
    )
    await ask(
      urls.admin,
      `alter role oct_test_system in database "${databaseOf(urls.admin)}" set statement_timeout = '1h'`,
    )
    const { of } = await doctor({
      ...rightSettings(urls),
      CLAIM_KEYS: `test:${Buffer.alloc(32, 9).toString('base64')}`,
    })
    expect(of('claim-keys')).toEqual([found('fail', /npm run db:roles/)])
    expect(of('tenant-read')).toEqual(because('claim-keys failed'))
    expect(of('encryption-keys')).toEqual([found('fail', /put the earlier key back/)])
    expect(of('tenant-isolation')).toContainEqual(found('fail', /undo/))
    expect(of('system-login-settings')).toEqual([found('warn', /npm run db:roles/)])
    expect(of('cron')).toContainEqual(found('fail', /cron\/purge/))
    expect(of('cron')).toContainEqual(
      expect.objectContaining({ status: 'ok', what: expect.stringMatching(/^run-sync ended last at 20/) }),
    )
  })

  it('tells a database without tables', async () => {
    const urls = await rightDatabase()
    await ask(urls.admin, 'drop schema app cascade; drop schema public cascade; create schema public')
    await ask(urls.admin, 'grant usage on schema public to oct_app, oct_system')
    const { of } = await doctor(rightSettings(urls))
    expect(of('migrations')).toEqual([found('fail', /npm run db:migrate/)])
    expect(of('tenant-read')).toEqual(because('migrations failed'))
  })

  it('tells migrations that the database lacks', async () => {
    const urls = await rightDatabase()
    await ask(
      urls.owner,
      'delete from _prisma_migrations where migration_name = (select max(migration_name) from _prisma_migrations)',
    )
    const { of } = await doctor(rightSettings(urls))
    expect(of('migrations')).toEqual([found('fail', /npm run db:migrate/)])
  })

  it('says before the first deployment that no job has come, which is nothing to fix yet', async () => {
    const urls = await rightDatabase()
    await ask(urls.owner, `update app.last_visit set ended_at = null, created_at = now() - interval '1 day'`)
    const { code, of } = await doctor(rightSettings(urls))
    expect(of('cron')).toEqual([found('warn', /before the first deployment/)])
    expect(code).toBe(0)
  })
})

describe('npm run serve', () => {
  const serve = async (settings: Record<string, string>) =>
    spawn(process.execPath, [resolve('lib/dev/serve-api.ts'), '--port', '0'], {
      cwd: await folderWith(settings),
      env: localEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    })

  it('does not start where a setting is missing, and says which in the words of the doctor', async () => {
    const { CLAIM_KEYS: _, ...settings } = rightSettings(await rightDatabase())
    const process = await serve(settings)
    const [text] = await once(process.stderr.setEncoding('utf8'), 'data')
    expect(text).toMatch(/^fail +settings +CLAIM_KEYS: missing +→ .*\nNot started\./)
    expect(await once(process, 'exit')).toEqual([1, null])
  })

  it('serves with the settings of .env', async () => {
    const serving = await serve(rightSettings(await rightDatabase()))
    onTestFinished(() => {
      serving.kill()
    })
    const [line] = await once(createInterface({ input: serving.stdout }), 'line')
    const url = /http:\S+?(?=\.)\S*:\d+/.exec(String(line))?.[0]
    const health = await fetch(`${url}/api/health`, {
      headers: { authorization: 'Bearer a-cron-secret-of-this-test' },
    })
    expect([health.status, await health.json()]).toMatchObject([200, { status: 'ok' }])
  })
})
