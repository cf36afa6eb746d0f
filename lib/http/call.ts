import { authenticate } from '../auth/authenticate.ts'
import { requireCronSecret } from '../auth/cron-secret.ts'
import { readInput } from './input.ts'
import type { PathMatch } from './match.ts'
import { callAsMember } from './member-call.ts'
import { Reply, Stream } from './reply.ts'
import type { Route, RunInput } from './route.ts'

/** One matched request on its way through the pipeline. */
export type Call = {
  route: Route
  match: PathMatch
  request: Request
  requestId: string
  /** Tells the log whose request it is, as soon as that is known. */
  onTenant: (tenant: { organizationId: string; userId: string }) => void
}

export type Answer = {
  status: number
  headers: Readonly<Record<string, string>>
  /** JSON text, or what is sent while it is made. */
  body: string | ReadableStream | null
}

/** Who is calling → inputs → the verb, for a member inside the tenant → the answer through the output schema. */
export async function answerCall(call: Call): Promise<Answer> {
  const { route, match, request, requestId } = call
  const authorization = request.headers.get('authorization')
  const read = () => readInput(route, match, request, requestId)
  const run = async (input: RunInput) => answerOf(route, await route.run(input))

  if (typeof route.auth === 'object') return run(await read())
  switch (route.auth) {
    case 'cron':
      requireCronSecret(authorization)
      return run(await read())
    case 'identity': {
      const identity = await authenticate(authorization)
      return run({ ...(await read()), identity })
    }
    case 'MEMBER':
    case 'ADMIN': {
      const identity = await authenticate(authorization)
      return callAsMember({ ...call, role: route.auth, identity, read, run })
    }
    default:
      return route.auth satisfies never
  }
}

// Inside the tenant's transaction where there is one: an answer that cannot be rendered undoes the write.
function answerOf(route: Route, result: unknown): Answer {
  if (result instanceof Stream) {
    const body = ReadableStream.from(result.chunks).pipeThrough(new TextEncoderStream())
    return { status: route.status, headers: result.headers, body }
  }
  const { data, status, headers } = result instanceof Reply ? result : new Reply(result, {})
  const answer = { status: status ?? route.status, headers }
  if (!route.output) return { ...answer, body: null }
  return {
    ...answer,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(route.output.parse(data)),
  }
}
