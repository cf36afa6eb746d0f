import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { serveOutput } from '../../lib/dev/serve-output.ts'

/** Writes a bundle whose handler is this code. */
async function writeBundle(folder: string, path: string, code: string): Promise<void> {
  const bundle = join(folder, 'functions', `${path}.func`)
  await mkdir(bundle, { recursive: true })
  await writeFile(join(bundle, '.vc-config.json'), JSON.stringify({ handler: 'handler.mjs' }))
  await writeFile(join(bundle, 'handler.mjs'), code)
}

const ECHO = `export default {
  async fetch(request) {
    const { method, url, headers } = request
    const body = await request.text()
    const requested = new URL(url)
    const received = { method, url: requested.pathname + requested.search, name: headers.get('x-name'), body }
    return Response.json(received, { status: 202, headers: [['set-cookie', 'a=1'], ['set-cookie', 'b=2']] })
  },
}`

describe('a served bundle', () => {
  it('receives the request unchanged, and its response is passed on unchanged', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'oneclicktag-bundles-'))
    await writeBundle(folder.path, 'api/v1/echo', ECHO)
    const server = await serveOutput(folder.path)
    const response = await fetch(`${server.url}/api/v1/echo/a%20b?c=%2F`, {
      method: 'POST',
      headers: { 'x-name': 'bakery' },
      body: '{"one":1}',
    })
    expect(response.status).toBe(202)
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await response.json()).toEqual({
      method: 'POST',
      url: '/api/v1/echo/a%20b?c=%2F',
      name: 'bakery',
      body: '{"one":1}',
    })
    expect((await fetch(`${server.url}/api/v1/nothing`)).status).toBe(404)
    await server.close()
  })

  it('does not start without a package that it needs, even if the project has it', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'oneclicktag-bundles-'))
    await writeBundle(folder.path, 'api/lacks', "import 'zod'\nexport default {}")
    const server = await serveOutput(folder.path)
    const response = await fetch(`${server.url}/api/lacks`)
    expect(response.status).toBe(502)
    expect(await response.text()).toContain("Cannot find package 'zod'")
    await server.close()
  })

  it('must be outside of the project', async () => {
    await expect(serveOutput('.vercel/output')).rejects.toThrow('inside of the project')
  })
})
