import '../fixtures/settings.ts'
import { execFile } from 'node:child_process'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { FetchServer } from '../../lib/dev/serve-fetch.ts'
import { serveOutput } from '../../lib/dev/serve-output.ts'
import { startBuiltFunction } from '../../lib/dev/start-built-function.ts'
import { filesBelow } from '../../lib/ops/output/files-below.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { localEnvironment } from '../fixtures/local-environment.ts'
import { builtFolder } from './built-folder.ts'

const run = promisify(execFile)
const Problem = z.object({ code: z.string(), requestId: z.string() })

const folder = builtFolder()

async function bundles(): Promise<string[]> {
  const found = await Array.fromAsync(glob('functions/**/*.func', { cwd: folder() }))
  return found.map((bundle) => bundle.slice('functions/'.length, -'.func'.length)).toSorted()
}

describe('the built functions', () => {
  it('are one for each file of api/, and no more than every plan of Vercel allows', async () => {
    const sources = (await filesBelow('api')).map((file) => `api/${file.slice(0, -'.ts'.length)}`)
    const built = await bundles()
    expect(built).toEqual(sources.toSorted())
    expect(built.length).toBeLessThanOrEqual(12)
  })

  it("run on Node.js 24 with Prisma's query compiler, and contain no development files", async () => {
    for (const bundle of await bundles()) {
      const root = join(folder(), 'functions', `${bundle}.func`)
      const config: unknown = JSON.parse(await readFile(join(root, '.vc-config.json'), 'utf8'))
      const files = await filesBelow(root)
      expect(config).toMatchObject({ runtime: 'nodejs24.x', handler: `${bundle}.js` })
      expect(files.filter((file) => /query_compiler_.*postgresql\.wasm$/.test(file))).toHaveLength(1)
      expect(
        files.filter((file) =>
          /^(lib\/(api-client|dev|embedded-postgres|ops)|tests|prisma)\/|^\.env/.test(file),
        ),
      ).toEqual([])
    }
  })

  it('pass every check of the demo', async () => {
    const { stdout } = await run(process.execPath, ['lib/dev/demo.ts', '--built', folder()], {
      env: localEnvironment(),
      timeout: 100_000,
    })
    expect(stdout).toContain('4 of 4 trackings are live')
    expect(stdout).toContain('✓ The two responses are identical')
    expect(stdout).not.toContain('✗')
  }, 120_000)
})

describe('an error of a built function', () => {
  afterAll(() => setLogSink())

  it('is logged with its line in the sources', async () => {
    vi.stubEnv('DATABASE_URL', 'nonsense')
    const logged: LogEntry[] = []
    setLogSink((entry) => logged.push(entry))
    const bundle = join(folder(), 'functions', 'api/v1/customers.func')
    const { url, stop } = await startBuiltFunction(bundle)
    const response = await fetch(`${url}/api/v1/customers`, { headers: { authorization: 'Bearer a.b.c' } })
    expect(response.status).toBe(500)
    await expect
      .poll(() => logged.find((entry) => 'errorAt' in entry))
      .toMatchObject({ errorAt: expect.stringMatching(/\/lib\/settings\/[\w-]+\.ts:\d+:\d+/) })
    await stop()
  })
})

describe('the built functions, each in a process with its bundle', () => {
  let server: FetchServer
  beforeAll(async () => {
    setLogSink(() => undefined)
    server = await serveOutput(folder())
  })
  afterAll(async () => {
    await server.close()
    setLogSink()
  })

  async function get(path: string, headers: Record<string, string> = {}) {
    const response = await fetch(server.url + path, { headers })
    const type = response.headers.get('content-type')
    return { status: response.status, type, text: await response.text() }
  }

  it('all start, and respond with JSON', async () => {
    for (const bundle of await bundles()) {
      const { status, type, text } = await get(`/${bundle}`)
      expect.soft(status, text).toBeLessThan(500)
      expect.soft(type, text).toMatch(/^application\/(problem\+)?json$/)
    }
  })

  it('report that the service is alive', async () => {
    const { status, text } = await get('/api/health')
    expect(status).toBe(200)
    expect(JSON.parse(text)).toEqual({ status: 'ok' })
  })

  it.each(['/api/v1/customers', '/api/v1/customers/018f0000-0000-7000-8000-000000000000'])(
    'require a sign-in at %s',
    async (path) => {
      const { status, type, text } = await get(path)
      expect(status).toBe(401)
      expect(type).toBe('application/problem+json')
      expect(Problem.parse(JSON.parse(text)).code).toBe('unauthenticated')
    },
  )

  it('take the path of a cron job from the URL, whatever Vercel adds to the query', async () => {
    const authorization = `Bearer ${process.env['CRON_SECRET']}`
    expect(await get('/api/cron/run-sync')).toMatchObject({ status: 401 })
    expect(await get('/api/cron/run-sync', { authorization })).toMatchObject({ status: 200 })
  })
})
