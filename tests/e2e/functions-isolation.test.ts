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

const TELLS = `export default {
  async fetch(request) {
    const { method, url, headers } = request
    const body = await request.text()
    const asked = new URL(url)
    const seen = { method, url: asked.pathname + asked.search, name: headers.get('x-name'), body }
    return Response.json(seen, { status: 202, headers: [['set-cookie', 'a=1'], ['set-cookie', 'b=2']] })
  },
}`

describe('a bundle that is served', () => {
  it('gets the request as it was sent, and its answer is passed on as it is', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'oneclicktag-bundles-'))
    await writeBundle(folder.path, 'api/v1/tells', TELLS)
    const served = await serveOutput(folder.path)
    const answer = await fetch(`${served.url}/api/v1/tells/a%20b?c=%2F`, {
      method: 'POST',
      headers: { 'x-name': 'bakery' },
      body: '{"one":1}',
    })
    expect(answer.status).toBe(202)
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await answer.json()).toEqual({
      method: 'POST',
      url: '/api/v1/tells/a%20b?c=%2F',
      name: 'bakery',
      body: '{"one":1}',
    })
    expect((await fetch(`${served.url}/api/v1/nothing`)).status).toBe(404)
    await served.close()
  })

  it('does not start without a package that it needs, though the project has it', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'oneclicktag-bundles-'))
    await writeBundle(folder.path, 'api/lacks', "import 'zod'\nexport default {}")
    const served = await serveOutput(folder.path)
    const answer = await fetch(`${served.url}/api/lacks`)
    expect(answer.status).toBe(502)
    expect(await answer.text()).toContain("Cannot find package 'zod'")
    await served.close()
  })

  it('must lie outside of the project', async () => {
    await expect(serveOutput('.vercel/output')).rejects.toThrow('inside of the project')
  })
})
