import { readdir } from 'node:fs/promises'
import type { Route } from '../../http/route.ts'

/** A route, with the file that declares it: `api/v1/customers.ts`. */
export type DeclaredRoute = Route & { readonly file: string }

export type FunctionModule = {
  routes: readonly Route[]
  default: { fetch: (request: Request) => Promise<Response> }
}

/** The function that Vercel makes of a file of `api/`, with its path: `/api/v1/customers`. */
export type ApiFunction = {
  readonly path: string
  readonly file: string
  load: () => Promise<FunctionModule>
}

const API = new URL('../../../api/', import.meta.url)

/** Every file of `api/`, sorted by name; nothing is loaded yet. */
export async function apiFunctions(): Promise<readonly ApiFunction[]> {
  const files = await readdir(API, { recursive: true })
  const sources = files.filter((file) => file.endsWith('.ts')).sort()
  return sources.map((file) => ({
    path: `/api/${file.slice(0, -'.ts'.length)}`,
    file: `api/${file}`,
    load: () => import(new URL(file, API).href),
  }))
}

/**
 * Every route of the API, for tools and tests, so that no list is maintained by hand.
 * @throws Error when a file of `api/` exports no routes, or two routes share an id or a method and path
 */
export async function allRoutes(): Promise<readonly DeclaredRoute[]> {
  const functions = await apiFunctions()
  const declared = await Promise.all(
    functions.map(async ({ file, load }) => {
      const { routes } = await load()
      if (!Array.isArray(routes)) throw new Error(`${file} must export its routes: export const routes = […]`)
      return routes.map((route: Route): DeclaredRoute => ({ ...route, file }))
    }),
  )
  const routes = declared.flat()
  requireUnique(routes, ({ id }) => id)
  requireUnique(routes, ({ method, path }) => `${method} ${path}`)
  return routes
}

function requireUnique(routes: readonly DeclaredRoute[], name: (route: DeclaredRoute) => string): void {
  for (const [key, group] of Map.groupBy(routes, name)) {
    if (group.length > 1)
      throw new Error(`${key} is declared in ${group.map(({ file }) => file).join(' and ')}`)
  }
}
