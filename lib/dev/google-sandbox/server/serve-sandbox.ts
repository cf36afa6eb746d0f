import { getResponse, HttpResponse } from 'msw'
import { type FetchServer, serveFetch } from '../../serve-fetch.ts'
import type { Sandbox } from '../sandbox.ts'

/**
 * Puts the handlers behind a real socket on 127.0.0.1, all services under one origin. A lost response breaks the
 * connection, as a network does.
 * @param port 0 takes a free one
 */
export function serveSandbox(sandbox: Pick<Sandbox, 'handlers'>, port = 0): Promise<FetchServer> {
  return serveFetch((request) => respondAs(sandbox, request), port)
}

/** The response of the sandbox to a request. */
export async function respondAs(
  { handlers }: Pick<Sandbox, 'handlers'>,
  request: Request,
): Promise<Response> {
  return (await getResponse(handlers, request)) ?? unknownPath(request)
}

function unknownPath({ method, url }: Request): Response {
  const message = `The sandbox does not know ${method} ${new URL(url).pathname}`
  return HttpResponse.json({ error: { code: 501, message } }, { status: 501 })
}
