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

/** What a request meets on its way: headers for the answer, and the function that gives it, if there is one. */
export type Journey = { headers: Record<string, string>; answeredBy: string | undefined }

/**
 * Follows a path through the routes as far as they concern functions: the first phase, the file system, and what is
 * tried after it. https://vercel.com/docs/build-output-api/configuration#routes
 * @param functions their paths, `/api/v1/customers`
 */
export function followRoutes(
  routes: readonly OutputRoute[],
  functions: ReadonlySet<string>,
  path: string,
): Journey {
  const headers: Record<string, string> = {}
  for (const route of routes) {
    if ('handle' in route) {
      if (route.handle !== 'filesystem') break
      if (functions.has(path)) return { headers, answeredBy: path }
      continue
    }
    const match = new RegExp(route.src).exec(path)
    if (!match) continue
    Object.assign(headers, route.headers)
    if (route.continue) continue
    const [destination] = route.dest?.split('?') ?? []
    const found = destination?.replace(/\$(\d)/g, (_, group) => match[Number(group)] ?? '')
    if (found !== undefined && functions.has(found)) return { headers, answeredBy: found }
    if (route.status) break
  }
  return { headers, answeredBy: undefined }
}
