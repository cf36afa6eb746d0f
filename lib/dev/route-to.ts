import { readFile } from 'node:fs/promises'
import { URLPattern } from 'node:url'
import { z } from 'zod'

const VercelConfig = z.object({
  rewrites: z.array(z.object({ source: z.string(), destination: z.string() })),
})

export type Rewrite = z.infer<typeof VercelConfig>['rewrites'][number]

/** The rewrites of `vercel.json`. */
export async function readRewrites(): Promise<Rewrite[]> {
  const text = await readFile(new URL('../../vercel.json', import.meta.url), 'utf8')
  return VercelConfig.parse(JSON.parse(text)).rewrites
}

/** A function, and the path and query that it receives. */
export type Target = { name: string; url: string }

/**
 * The function that Vercel routes a request to: the one at the path itself, else the destination of the first rewrite
 * that matches. The function receives the requested path; when the destination names no parameter of the source, all of
 * them are added to the query. https://vercel.com/docs/project-configuration#rewrites
 * @param functions their paths, `/api/v1/customers`
 * @param url path and query of the request
 */
export function routeTo(
  functions: ReadonlySet<string>,
  rewrites: readonly Rewrite[],
  url: string,
): Target | undefined {
  const [pathname = ''] = url.split('?', 1)
  if (functions.has(pathname)) return { name: pathname, url }
  for (const { source, destination } of rewrites) {
    const found = new URLPattern({ pathname: source }).exec({ pathname })
    if (!found) continue
    // A group without a name is none of a rewrite's parameters.
    const params = Object.entries(found.pathname.groups)
      .filter(([name]) => !/^\d+$/.test(name))
      .map(([name, value = '']): [string, string] => [name, value])
    const name = params.reduce((path, [param, value]) => path.replace(`:${param}`, () => value), destination)
    if (!functions.has(name)) continue
    const added = name === destination ? new URLSearchParams(params).toString() : ''
    return { name, url: added ? `${url}${url.includes('?') ? '&' : '?'}${added}` : url }
  }
  return undefined
}
