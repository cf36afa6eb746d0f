import { apiFunctions } from '../ops/openapi/all-routes.ts'
import { publishedSite } from './published-site.ts'
import { readRewrites, routeTo } from './route-to.ts'
import { type FetchServer, serveFetch } from './serve-fetch.ts'

/** Pages besides those that are published; `undefined` where a request is for none of them. */
export type MorePages = (request: Request) => Promise<Response | undefined>

/**
 * Serves the functions of `api/` and the published pages over HTTP on 127.0.0.1, as Vercel would route to them. For
 * development: one process, no isolation, no time limits.
 * @param ready requests wait for it
 */
export async function serveFunctions(
  port = 0,
  morePages?: MorePages,
  ready: Promise<void> = Promise.resolve(),
): Promise<FetchServer> {
  const functions = new Map((await apiFunctions()).map((each) => [each.path, each]))
  const names = new Set(functions.keys())
  const rewrites = await readRewrites()
  const site = publishedSite()
  return serveFetch(async (request) => {
    await ready
    const { origin, pathname, search } = new URL(request.url)
    const target = routeTo(names, rewrites, pathname + search)
    const found = target && functions.get(target.name)
    if (!found) {
      const page = (await morePages?.(request)) ?? (await site(pathname))
      return page ?? new Response('Not found.\n', { status: 404 })
    }
    const { default: handler } = await found.load()
    return handler.fetch(new Request(origin + target.url, request))
  }, port)
}
