import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { getResponse, HttpResponse, type RequestHandler } from 'msw'
import type { Sandbox } from './sandbox.ts'

export type ServedSandbox = { url: string; close(): Promise<void> }

/**
 * Puts the handlers behind a real socket on 127.0.0.1, all services under one origin. A lost answer breaks the
 * connection, as a network does.
 * @param port 0 takes a free one
 */
export async function serveSandbox(sandbox: Pick<Sandbox, 'handlers'>, port = 0): Promise<ServedSandbox> {
  const server = createServer((incoming, outgoing) => {
    respond(sandbox.handlers, incoming, outgoing).catch((error: unknown) => {
      console.error('The sandbox failed', error)
      if (!outgoing.headersSent) outgoing.writeHead(500)
      outgoing.end()
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The sandbox has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function respond(handlers: RequestHandler[], incoming: IncomingMessage, outgoing: ServerResponse) {
  const response = (await getResponse(handlers, requestOf(incoming, outgoing))) ?? unknownPath(incoming)
  if (response.type === 'error') {
    incoming.socket.destroy()
    return
  }
  for (const [name, value] of response.headers) outgoing.setHeader(name, value)
  outgoing.writeHead(response.status)
  outgoing.end(Buffer.from(await response.arrayBuffer()))
}

function requestOf(incoming: IncomingMessage, outgoing: ServerResponse): Request {
  const { method = 'GET', url = '/' } = incoming
  const aborted = new AbortController()
  outgoing.once('close', () => aborted.abort())
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value))
  const body = method === 'GET' || method === 'HEAD' ? null : Readable.toWeb(incoming)
  return new Request(new URL(url, `http://${incoming.headers.host}`), {
    method,
    headers,
    body,
    duplex: 'half',
    signal: aborted.signal,
  })
}

function unknownPath({ method, url }: IncomingMessage): Response {
  const message = `The sandbox does not know ${method} ${url?.split('?')[0]}`
  return HttpResponse.json({ error: { code: 501, message } }, { status: 501 })
}
