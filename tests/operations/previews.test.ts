import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { buildPreview } from '../../lib/ops/preview/build-preview.ts'
import { createPreview, type PreviewOptions } from '../../lib/ops/preview/create-preview.ts'
import { onPreviewServer, urlAs, withLock } from '../../lib/ops/preview/preview-server.ts'
import { reapPreviews } from '../../lib/ops/preview/reap-previews.ts'
import { refreshTemplate } from '../../lib/ops/preview/refresh-template.ts'
import { removePreview } from '../../lib/ops/preview/remove-preview.ts'
import { ensureRoles } from '../../lib/ops/roles/ensure-roles.ts'
import { previewLogins, previewName, previewPassword } from '../../lib/settings/preview-name.ts'
import { ask } from '../fixtures/ask.ts'
import { migrationsFolder } from '../fixtures/migrations.ts'
import { type PreviewServer, probe, startPreviewServer } from '../fixtures/preview-server.ts'

const SECRET = 'a-secret-of-previews-with-32-chars'
const CONNECT_DENIED = '42501'
const DATABASE_CLOSED = '55000'
const NO_LOGIN = '28000'

let server: PreviewServer
beforeAll(async () => {
  server = await startPreviewServer()
})
afterAll(() => server.stop())

/** A branch of the test's own, whose preview is gone afterwards. */
function newBranch(title: string): string {
  const branch = `${title}-${crypto.randomUUID()}`
  onTestFinished(async () => {
    await removePreview(server.adminUrl, branch)
  })
  return branch
}

function create(branch: string, options: Partial<PreviewOptions> = {}): Promise<string[]> {
  return createPreview(server.adminUrl, { branch, secret: SECRET, ...options })
}

/** The preview of a branch as one of its logins, or as the superuser, reaches it. */
function urlOf(branch: string, login: 'app' | 'system', database = previewName(branch)): string {
  const name = previewName(branch)
  return urlAs(
    server.superuserUrl,
    previewLogins(name)[login],
    previewPassword(SECRET, name, login),
    database,
  )
}
function inside(branch: string): string {
  const url = new URL(server.superuserUrl)
  url.pathname = `/${previewName(branch)}`
  return url.href
}

async function databases(pattern = '%'): Promise<string[]> {
  const rows = await ask<{ name: string }>(
    server.superuserUrl,
    'SELECT datname AS name FROM pg_database WHERE datname LIKE $1 ORDER BY 1',
    [pattern],
  )
  return rows.map(({ name }) => name)
}
async function rolesOf(branch: string): Promise<string[]> {
  const rows = await ask<{ name: string }>(
    server.superuserUrl,
    'SELECT rolname AS name FROM pg_roles WHERE starts_with(rolname, $1) ORDER BY 1',
    [previewName(branch)],
  )
  return rows.map(({ name }) => name)
}
async function count(branch: string, table: 'customer' | 'organization'): Promise<number> {
  const [row] = await ask<{ rows: number }>(inside(branch), `SELECT count(*)::int AS rows FROM ${table}`)
  return row?.rows ?? Number.NaN
}

/** The two agencies, and the organization that health reads as. */
const SEEDED = 3

describe('two concurrent previews', () => {
  it('have their own seeded rows, and no login can connect to the other database or the template', async () => {
    const [red, blue] = [newBranch('red'), newBranch('blue')]
    await Promise.all([create(red), create(blue)])
    expect([await count(red, 'organization'), await count(blue, 'organization')]).toEqual([SEEDED, SEEDED])
    await ask(inside(red), "UPDATE customer SET name = 'red'")
    expect(await ask(inside(blue), "SELECT FROM customer WHERE name = 'red'")).toEqual([])

    for (const [own, other] of [
      [red, blue],
      [blue, red],
    ] as const) {
      for (const login of ['app', 'system'] as const) {
        expect(await probe(urlOf(own, login))).toBe('open')
        expect(await probe(urlOf(own, login, previewName(other)))).toBe(CONNECT_DENIED)
        expect(await probe(urlOf(own, login, 'preview_template'))).toBe(DATABASE_CLOSED)
      }
    }
  })

  it('have logins with the policies of their group, UTC and time-outs', async () => {
    const branch = newBranch('login')
    await create(branch)
    const [app] = await ask(
      urlOf(branch, 'app'),
      `SELECT current_setting('TimeZone') AS zone, current_setting('statement_timeout') AS timeout,
         pg_has_role('oct_owner', 'MEMBER') AS owner, rolsuper OR rolbypassrls AS bypasses_isolation
       FROM pg_roles WHERE rolname = current_user`,
    )
    expect(app).toEqual({ zone: 'UTC', timeout: '15s', owner: false, bypasses_isolation: false })
    await expect(ask(urlOf(branch, 'app'), 'SELECT FROM customer')).rejects.toThrow(
      'no tenant session is open',
    )
    await expect(ask(urlOf(branch, 'app'), 'CREATE TABLE mine ()')).rejects.toThrow('permission denied')
  })

  it('have an owner login that is enabled during a build only', async () => {
    const branch = newBranch('owner')
    await create(branch)
    const { owner } = previewLogins(previewName(branch))
    await ask(server.superuserUrl, `ALTER ROLE ${owner} PASSWORD 'guessed'`)
    expect(await probe(urlAs(server.superuserUrl, owner, 'guessed', previewName(branch)))).toBe(NO_LOGIN)
  })

  it('are safe from each other’s owner login', async () => {
    const [evil, good] = [newBranch('evil'), newBranch('good')]
    await Promise.all([create(evil), create(good)])
    const { owner } = previewLogins(previewName(evil))
    const target = previewName(good)
    await ask(server.superuserUrl, `ALTER ROLE ${owner} LOGIN PASSWORD 'known'`)
    const url = urlAs(server.superuserUrl, owner, 'known', previewName(evil))
    expect(await probe(urlAs(server.superuserUrl, owner, 'known', target))).toBe(CONNECT_DENIED)
    for (const attack of [
      `ALTER ROLE ${previewLogins(target).app} PASSWORD 'known'`,
      `ALTER DATABASE ${target} RENAME TO mine`,
      `DROP DATABASE ${target}`,
      `GRANT oct_owner TO ${previewLogins(target).app}`,
      `COMMENT ON DATABASE ${target} IS 'mine'`,
      'CREATE ROLE mine',
      'CREATE DATABASE mine',
      "COPY (SELECT 1) TO PROGRAM 'true'",
    ])
      await expect(ask(url, attack), attack).rejects.toThrow(
        /permission denied|must be owner|must have admin option|must be superuser/,
      )
    await ask(url, `GRANT CONNECT ON DATABASE ${target} TO PUBLIC`)
    await ask(url, 'DROP OWNED BY oct_owner')
    expect(await probe(urlAs(server.superuserUrl, owner, 'known', target))).toBe(CONNECT_DENIED)
    expect(await count(good, 'customer')).toBe(3)
    await create(good)
    expect(
      await ask(
        inside(good),
        "SELECT has_database_privilege('oct_owner', current_database(), 'CREATE') AS ok",
      ),
    ).toEqual([{ ok: true }])
    await create(evil, { reset: true })
    expect(await count(evil, 'customer')).toBe(3)
  })
})

describe('a later build of a preview', () => {
  it('recreates one whose creation was interrupted', async () => {
    const branch = newBranch('cut')
    await create(branch)
    await ask(server.superuserUrl, `ALTER DATABASE ${previewName(branch)} ALLOW_CONNECTIONS false`)
    expect((await create(branch))[0]).toContain('recreated from the template: its creation was interrupted')
  })

  const NICKNAME = `ALTER TABLE customer ADD COLUMN nickname text;
    UPDATE customer SET nickname = lower(name);
    ALTER TABLE customer ALTER COLUMN nickname SET NOT NULL;`
  const hasNickname = async (branch: string) =>
    (await ask(inside(branch), "SELECT FROM pg_attribute WHERE attname = 'nickname'")).length > 0

  it("keeps the rows and applies the branch's migration to them; another branch has neither", async () => {
    const [branch, other] = [newBranch('nickname'), newBranch('other')]
    const migrations = await migrationsFolder()
    await Promise.all([create(branch, { migrations: migrations.folder }), create(other)])
    await ask(inside(branch), "UPDATE customer SET name = 'Kept' WHERE name = 'Quay Books'")

    await migrations.write('20990101000000_nickname', NICKNAME)
    const lines = await create(branch, { migrations: migrations.folder })
    expect(lines).toContain(`database ${previewName(branch)}: kept, with its rows`)
    expect(lines).toContain('migrations: 20990101000000_nickname')
    expect(await ask(inside(branch), "SELECT nickname FROM customer WHERE name = 'Kept'")).toEqual([
      { nickname: 'kept' },
    ])
    expect(await hasNickname(other)).toBe(false)
    expect(await create(branch, { migrations: migrations.folder })).toContain('migrations: none to apply')
  })

  it('recreates it where the branch has rewritten or removed its migration', async () => {
    const branch = newBranch('rewritten')
    const migrations = await migrationsFolder()
    await migrations.write('20990101000000_nickname', NICKNAME)
    await create(branch, { migrations: migrations.folder })

    await migrations.write('20990101000000_nickname', NICKNAME.replaceAll('lower', 'upper'))
    const [how] = await create(branch, { migrations: migrations.folder })
    expect(how).toContain('recreated from the template: 20990101000000_nickname has changed since')
    expect(await ask(inside(branch), "SELECT FROM customer WHERE nickname = 'QUAY BOOKS'")).toHaveLength(1)

    expect((await create(branch))[0]).toContain('20990101000000_nickname is no longer in the branch')
    expect(await hasNickname(branch)).toBe(false)
  })

  it('recreates it after a failed migration that was fixed', async () => {
    const branch = newBranch('failed')
    const migrations = await migrationsFolder()
    await migrations.write(
      '20990101000000_nickname',
      'ALTER TABLE customer ADD COLUMN nickname text NOT NULL;',
    )
    await expect(create(branch, { migrations: migrations.folder })).rejects.toThrow('contains null values')
    await migrations.write('20990101000000_nickname', NICKNAME)
    await create(branch, { migrations: migrations.folder })
    expect(await hasNickname(branch)).toBe(true)
  })

  it('waits for a concurrent build', async () => {
    const branch = newBranch('twice')
    const [one, two] = await Promise.all([create(branch), create(branch)])
    expect([one?.[0], two?.[0]].toSorted()).toEqual([
      `database ${previewName(branch)}: created from the template`,
      `database ${previewName(branch)}: kept, with its rows`,
    ])
  })

  it('recreates it with --reset', async () => {
    const branch = newBranch('reset')
    await create(branch)
    await ask(inside(branch), "UPDATE customer SET name = 'Gone'")
    expect((await create(branch, { reset: true }))[0]).toContain('recreated from the template: as requested')
    expect(await ask(inside(branch), "SELECT FROM customer WHERE name = 'Gone'")).toEqual([])
  })
})

describe('the preview template', () => {
  it('is replaced while previews are copied from it, and none of them fails', async () => {
    const branches = Array.from({ length: 4 }, (_, index) => newBranch(`busy-${index}`))
    const refreshed = refreshTemplate(server.adminUrl)
    await Promise.all([
      refreshed,
      ...branches.map((branch) => create(branch)),
      refreshTemplate(server.adminUrl),
    ])
    for (const branch of branches) expect(await count(branch, 'customer')).toBe(3)
    expect(await databases('preview_template%')).toEqual(['preview_template'])
  })

  it('is copied after open sessions have ended', async () => {
    const branch = newBranch('waiting')
    await ask(server.superuserUrl, 'ALTER DATABASE preview_template ALLOW_CONNECTIONS true')
    const url = new URL(server.superuserUrl)
    url.pathname = '/preview_template'
    const visitor = new pg.Client(url.href)
    await visitor.connect()
    await ask(server.superuserUrl, 'ALTER DATABASE preview_template ALLOW_CONNECTIONS false')
    const made = create(branch)
    await Promise.race([made, waitsForVisitor()])
    await visitor.end()
    expect((await made)[0]).toContain('created from the template')
  })

  /** Until the server itself waits for sessions of the template to end. */
  async function waitsForVisitor(): Promise<void> {
    for (;;) {
      const waiting = await ask(
        server.superuserUrl,
        "SELECT FROM pg_stat_activity WHERE query LIKE 'CREATE DATABASE%' AND state = 'active'",
      )
      if (waiting.length > 0) return
    }
  }

  it('is named with its command where it is missing', async () => {
    const branch = newBranch('early')
    await ask(server.superuserUrl, 'ALTER DATABASE preview_template RENAME TO elsewhere')
    try {
      await expect(create(branch)).rejects.toThrow('npm run preview:template')
    } finally {
      await ask(server.superuserUrl, 'ALTER DATABASE elsewhere RENAME TO preview_template')
    }
    await create(branch)
  })
})

describe('removing a preview', () => {
  it('drops database and logins in use, is idempotent, and touches nothing else', async () => {
    const [branch, other] = [newBranch('closed'), newBranch('open')]
    await Promise.all([create(branch), create(other)])
    const session = new pg.Client(urlOf(branch, 'app'))
    session.on('error', () => undefined)
    await session.connect()
    await removePreview(server.adminUrl, branch)
    await expect(session.query('SELECT')).rejects.toThrow()
    expect(await databases(previewName(branch))).toEqual([])
    expect(await rolesOf(branch)).toEqual([])
    expect(await removePreview(server.adminUrl, branch)).toEqual([
      `${branch}: there is no ${previewName(branch)}`,
    ])
    expect(await probe(urlOf(other, 'app'))).toBe('open')
  })

  it('does not touch another database that is named like a preview', async () => {
    const branch = 'not-a-preview'
    const name = previewName(branch)
    await ask(server.superuserUrl, `CREATE DATABASE ${name}`)
    try {
      const message = `${name} is a database, but not recorded as a preview: it is not touched.`
      await expect(removePreview(server.adminUrl, branch)).rejects.toThrow(message)
      await expect(create(branch)).rejects.toThrow(message)
      await reapPreviews(server.adminUrl, { open: new Set(), graceHours: 0, olderThanDays: 0 })
      expect(await databases(name)).toEqual([name])
    } finally {
      await ask(server.superuserUrl, `DROP DATABASE ${name}`)
    }
  })
})

describe('preview:reap', () => {
  it('removes the previews without an open pull request and nothing else', async () => {
    const [open, closed, building] = [newBranch('open'), newBranch('closed'), newBranch('building')]
    await Promise.all([open, closed, building].map((branch) => create(branch)))
    await ask(server.superuserUrl, 'CREATE DATABASE shop')
    const before = await databases()
    const criteria = { open: new Set([open]), graceHours: 0 }
    const lines = await onPreviewServer(server.adminUrl, (client) =>
      withLock(client, previewName(building), () => reapPreviews(server.adminUrl, criteria)),
    )
    expect(lines.toSorted()).toEqual(
      [
        `${open} (${previewName(open)}): kept`,
        `${closed} (${previewName(closed)}): removed, no open pull request`,
        `${building} (${previewName(building)}): kept, another process works on it`,
      ].toSorted(),
    )
    expect(await databases()).toEqual(before.filter((name) => name !== previewName(closed)))
    expect(await rolesOf(closed)).toEqual([])
    await ask(server.superuserUrl, 'DROP DATABASE shop')
  })

  it('removes the rest of interrupted creations: a database that was never opened, logins without one', async () => {
    const [unfinished, orphaned] = [newBranch('unfinished'), newBranch('orphaned')]
    await ask(server.adminUrl, `CREATE DATABASE ${previewName(unfinished)} ALLOW_CONNECTIONS false`)
    await ask(server.adminUrl, `CREATE ROLE ${previewLogins(previewName(orphaned)).app} LOGIN`)
    const lines = await reapPreviews(server.adminUrl, { graceHours: 24, olderThanDays: 30 })
    expect(lines).toContain(`${previewName(unfinished)}: removed, its creation was interrupted`)
    expect(lines).toContain(`${previewName(orphaned)}: removed, its database is gone`)
    expect(await databases(previewName(unfinished))).toEqual([])
    expect(await rolesOf(orphaned)).toEqual([])
  })

  it('leaves an interrupted creation to the next build of the branch', async () => {
    const branch = newBranch('again')
    await ask(server.adminUrl, `CREATE DATABASE ${previewName(branch)} ALLOW_CONNECTIONS false`)
    await create(branch)
    expect(await count(branch, 'organization')).toBe(SEEDED)
  })
})

describe('a hostile branch name', () => {
  it.each([
    `x"; DROP DATABASE postgres; --`,
    `x'); DROP ROLE oct_app; --`,
    '%I%L%s$1\\',
    '../../template',
    `--branch=${'a'.repeat(240)}`,
    'ветка/ünï-😀',
  ])('%s gets a preview like any other', async (title) => {
    const before = await databases()
    const branch = newBranch(title)
    await create(branch)
    expect(await databases()).toEqual([...before, previewName(branch)].toSorted())
    expect(
      (await reapPreviews(server.adminUrl, { open: new Set([branch]), graceHours: 0 })).join(),
    ).toContain(`${branch} (${previewName(branch)}): kept`)
    await removePreview(server.adminUrl, branch)
    expect(await databases()).toEqual(before)
  })
})

describe('a server with a database of db:roles', () => {
  it('is rejected for previews, whose logins could connect to it, and so is db:roles on a preview server', async () => {
    const admin = new URL(server.superuserUrl)
    admin.pathname = '/production'
    const login = (name: string) => urlAs(admin.href, name, 'p', 'production')
    const urls = {
      app: login('production_app'),
      system: login('production_system'),
      owner: login('production_owner'),
    }
    await expect(ensureRoles(admin.href, urls)).rejects.toThrow('preview_template holds previews')
    try {
      const message = 'This is not a server for previews: production is open to oct_app'
      await expect(create('any')).rejects.toThrow(message)
      await expect(refreshTemplate(server.adminUrl)).rejects.toThrow(message)
    } finally {
      await ask(server.superuserUrl, 'DROP DATABASE production')
    }
    await create(newBranch('any'))
  })
})

describe('the preview commands', () => {
  const run = promisify(execFile)
  const command = (name: string, args: string[], env: Record<string, string> = {}) =>
    run(process.execPath, [`lib/ops/commands/${name}.ts`, ...args], {
      env: { PATH: process.env['PATH'], PREVIEW_ADMIN_DATABASE_URL: server.adminUrl, ...env },
    })

  it("create and remove the preview of Vercel's variables, and print no secret", async () => {
    const branch = newBranch('command')
    const env = { VERCEL_GIT_COMMIT_REF: branch, PREVIEW_SECRET: SECRET }
    const { stdout } = await command('preview-create', [], env)
    expect(stdout).toContain(`database ${previewName(branch)}: created from the template`)
    expect(stdout).not.toContain(SECRET)
    expect(stdout).not.toContain(previewPassword(SECRET, previewName(branch), 'app'))
    expect((await command('preview-remove', [`--branch=${branch}`])).stdout).toContain('removed')
  })

  it('fail with the name of a missing setting or option', async () => {
    await expect(command('preview-create', ['--branch=x'])).rejects.toThrow('PREVIEW_SECRET is not set')
    await expect(command('preview-create', [], { PREVIEW_SECRET: SECRET })).rejects.toThrow('Which branch?')
    await expect(command('preview-reap', [])).rejects.toThrow('--open FILE')
    await expect(command('preview-reap', ['--older-than-days', 'soon'])).rejects.toThrow('is a number')
    await expect(command('preview-reap', ['--open', '/nowhere'])).rejects.toThrow('ENOENT')
  })
})

describe('a build on Vercel', () => {
  const preview = (branch: string) => ({
    VERCEL: '1',
    VERCEL_ENV: 'preview',
    VERCEL_GIT_COMMIT_REF: branch,
    VERCEL_GIT_PULL_REQUEST_ID: '12',
    VERCEL_BRANCH_URL: 'shop-git-branch-team.vercel.app',
    PREVIEW_ADMIN_DATABASE_URL: server.adminUrl,
    PREVIEW_SECRET: SECRET,
    PREVIEW_SANDBOX_URL: 'https://google.previews.test',
    PREVIEW_FIREBASE_PROJECT_ID: 'oneclicktag-previews',
  })

  it('of a preview creates its database', async () => {
    const branch = newBranch('vercel')
    expect((await buildPreview(preview(branch)))[0]).toContain('created from the template')
    expect(await probe(urlOf(branch, 'app'))).toBe('open')
  })

  it('with settings of production fails before it connects to any database', async () => {
    const branch = newBranch('mistaken')
    const given = { ...preview(branch), DATABASE_URL: 'postgresql://production.test/production' }
    await expect(buildPreview(given)).rejects.toThrow('DATABASE_URL: must not be set in a preview')
    expect(await databases(previewName(branch))).toEqual([])
  })

  it('of production, a local build, and one without a preview server do nothing', async () => {
    const given = preview('untouched')
    expect(await buildPreview({ ...given, VERCEL_ENV: 'production' })).toEqual([])
    expect(await buildPreview({ ...given, VERCEL: undefined })).toEqual([])
    expect(await buildPreview({ ...given, PREVIEW_ADMIN_DATABASE_URL: undefined })).toEqual([
      'No PREVIEW_ADMIN_DATABASE_URL: this preview gets no database, and no API.',
    ])
    expect(await databases(previewName('untouched'))).toEqual([])
  })
})
