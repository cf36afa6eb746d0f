import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { URLPattern } from 'node:url'
import { z } from 'zod'
import { siteFiles } from '../ops/site/site-files.ts'

const VercelConfig = z.object({
  headers: z.array(
    z.object({ source: z.string(), headers: z.array(z.object({ key: z.string(), value: z.string() })) }),
  ),
})

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
}

/**
 * Serves the published files, built at the first request, with the headers of `vercel.json`, of which the last match has
 * precedence.
 * @returns `undefined` where no file has the path
 */
export function publishedSite(): (pathname: string) => Promise<Response | undefined> {
  let loaded: Promise<[ReadonlyMap<string, Buffer>, z.infer<typeof VercelConfig>]> | undefined
  return async (pathname) => {
    loaded ??= Promise.all([siteFiles(), readConfig()])
    const [files, config] = await loaded
    const path = pathname.replace(/^\/|\/$/g, '')
    const name = [path, `${path}/index.html`.replace(/^\//, '')].find((each) => files.has(each))
    const content = name && files.get(name)
    if (!content) return undefined
    const headers = new Headers({ 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' })
    for (const rule of config.headers) {
      if (!new URLPattern({ pathname: rule.source }).test({ pathname })) continue
      for (const { key, value } of rule.headers) headers.set(key, value)
    }
    return new Response(new Uint8Array(content), { headers })
  }
}

async function readConfig() {
  const text = await readFile(new URL('../../vercel.json', import.meta.url), 'utf8')
  return VercelConfig.parse(JSON.parse(text))
}
