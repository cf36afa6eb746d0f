import { readdir } from 'node:fs/promises'
import { type FetchServer, serveFetch } from './fetch-server.ts'
import { readRewrites, routeTo } from './rewrites.ts'

export type FunctionModule = { default: { fetch: (request: Request) => Promise<Response> } }

const API = new URL('../../api/', import.meta.url)

/** Every file of `api/` by the path that Vercel gives it: `/api/health`, `/api/v1/customers`. */
async function findFunctions(): Promise<Map<string, string>> {
  const files = await readdir(API, { recursive: true })
  const sources = files.filter((file) => file.endsWith('.ts'))
  return new Map(sources.map((file) => [`/api/${file.slice(0, -3)}`, new URL(file, API).href]))
}

/**
 * Serves the functions of `api/` over HTTP on 127.0.0.1, as Vercel would route to them. For development: one process,
 * no isolation, no time limits.
 */
export async function serveFunctions(port = 0): Promise<FetchServer> {
  const functions = await findFunctions()
  const names = new Set(functions.keys())
  const rewrites = await readRewrites()
  return serveFetch(async (request) => {
    const { origin, pathname, search } = new URL(request.url)
    const target = routeTo(names, rewrites, pathname + search)
    const file = target && functions.get(target.name)
    if (!file) return new Response('No function here.\n', { status: 404 })
    const { default: handler }: FunctionModule = await import(file)
    return handler.fetch(new Request(origin + target.url, request))
  }, port)
}
