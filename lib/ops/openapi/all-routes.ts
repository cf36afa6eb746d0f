import { readdir } from 'node:fs/promises'
import type { Route } from '../../http/route.ts'

/** A route, with the file that declares it: `api/v1/customers.ts`. */
export type DeclaredRoute = Route & { readonly file: string }

export type FunctionModule = {
  routes: readonly Route[]
  default: { fetch: (request: Request) => Promise<Response> }
}

/** What one file of `api/` becomes once deployed, by the path that Vercel gives it: `/api/v1/customers`. */
export type ApiFunction = {
  readonly path: string
  readonly file: string
  load: () => Promise<FunctionModule>
}

const API = new URL('../../../api/', import.meta.url)

/** Every file of `api/`, in the order of the names; nothing is loaded yet. */
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
 * Every route of the API: for tools and tests that have to know all of them, so that no list is kept by hand.
 * @throws Error when a file of `api/` exports no routes, or two routes share an id or a method and path
 */
export async function allRoutes(): Promise<readonly DeclaredRoute[]> {
  const functions = await apiFunctions()
  const declared = await Promise.all(
    functions.map(async ({ file, load }) => {
      const { routes } = await load()
      if (!Array.isArray(routes))
        throw new Error(`${file} has to export its routes: export const routes = […]`)
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
