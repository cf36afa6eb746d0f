import { z } from 'zod'

const Source = z.object({
  src: z.string(),
  dest: z.string().optional(),
  status: z.number().optional(),
  continue: z.boolean().optional(),
  headers: z.record(z.string(), z.string()).optional(),
})
const Handle = z.object({ handle: z.string() })

/** One entry of `routes` in the Build Output API's `config.json`. */
export const OutputRoute = z.union([Source, Handle])
export type OutputRoute = z.infer<typeof OutputRoute>

/** The function that a request reaches, if any, and the headers of its response. */
export type RoutedRequest = { headers: Record<string, string>; target: string | undefined }

/**
 * Follows a path through the routes as far as they concern functions: the first phase, the file system, and the phase
 * after it. https://vercel.com/docs/build-output-api/configuration#routes
 * @param functions their paths, `/api/v1/customers`
 */
export function followRoutes(
  routes: readonly OutputRoute[],
  functions: ReadonlySet<string>,
  path: string,
): RoutedRequest {
  const headers: Record<string, string> = {}
  for (const route of routes) {
    if ('handle' in route) {
      if (route.handle !== 'filesystem') break
      if (functions.has(path)) return { headers, target: path }
      continue
    }
    const match = new RegExp(route.src).exec(path)
    if (!match) continue
    Object.assign(headers, route.headers)
    if (route.continue) continue
    const [destination] = route.dest?.split('?') ?? []
    const found = destination?.replace(/\$(\d)/g, (_, group) => match[Number(group)] ?? '')
    if (found !== undefined && functions.has(found)) return { headers, target: found }
    if (route.status) break
  }
  return { headers, target: undefined }
}
