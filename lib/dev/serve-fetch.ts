import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export type FetchServer = { url: string; close(): Promise<void> }

/**
 * Serves a web-standard handler over HTTP on 127.0.0.1. `Response.error()` closes the connection.
 * @param port 0 for a free one
 */
export function serveFetch(fetch: (request: Request) => Promise<Response>, port = 0): Promise<FetchServer> {
  return listen(
    createServer(async (incoming, outgoing) => {
      try {
        await send(await fetch(requestOf(incoming, outgoing)), outgoing)
      } catch (error) {
        // The client has disconnected.
        if (outgoing.destroyed) return
        console.error(error)
        if (!outgoing.headersSent) outgoing.writeHead(500)
        outgoing.end()
      }
    }),
    port,
  )
}

/**
 * Starts to listen on 127.0.0.1.
 * @throws Error that says what to do where the port is taken
 */
export async function listen(server: Server, port: number): Promise<FetchServer> {
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    throw new Error(
      `Port ${port} is taken by another program: stop that one, or add \`-- --port 0\`, which takes a free port.`,
      { cause: error },
    )
  }
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
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

function requestOf(incoming: IncomingMessage, outgoing: ServerResponse): Request {
  const { method = 'GET', url = '/' } = incoming
  const aborted = new AbortController()
  outgoing.once('close', () => aborted.abort())
  const headers = new Headers()
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value)
  }
  const body = method === 'GET' || method === 'HEAD' ? undefined : Readable.toWeb(incoming)
  return new Request(`http://${incoming.headers.host}${url}`, {
    method,
    headers,
    signal: aborted.signal,
    ...(body && { body, duplex: 'half' }),
  })
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  if (response.type === 'error') return void outgoing.destroy()
  outgoing.writeHead(response.status, [...response.headers].flat())
  if (response.body) await pipeline(Readable.fromWeb(response.body), outgoing)
  else outgoing.end()
}
