import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { fileURLToPath, pathToFileURL } from 'node:url'

type FunctionModule = { default: { fetch: (request: Request) => Promise<Response> } }

const API = new URL('../../api/', import.meta.url)

/** Every file of `api/` by the path that Vercel gives it: `/api/health`, `/api/v1/customers`. */
async function findFunctions(): Promise<Map<string, string>> {
  const files = await readdir(API, { recursive: true })
  const sources = files.filter((file) => file.endsWith('.ts'))
  return new Map(sources.map((file) => [`/api/${file.slice(0, -3)}`, fileURLToPath(new URL(file, API))]))
}

/** What the rewrites of `vercel.json` do: every path below a resource goes to the resource's own function. */
function functionFor(functions: ReadonlyMap<string, string>, pathname: string): string | undefined {
  for (let path = pathname; path.length > '/api'.length; path = path.slice(0, path.lastIndexOf('/'))) {
    const file = functions.get(path)
    if (file) return file
  }
  return undefined
}

async function load(file: string): Promise<FunctionModule> {
  const module: FunctionModule = await import(pathToFileURL(file).href)
  return module
}

function requestOf(incoming: IncomingMessage, origin: string): Request {
  const method = incoming.method ?? 'GET'
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headersDistinct)) {
    for (const each of value ?? []) headers.append(name, each)
  }
  const body = method === 'GET' || method === 'HEAD' ? undefined : Readable.toWeb(incoming)
  return new Request(new URL(incoming.url ?? '/', origin), {
    method,
    headers,
    ...(body && { body, duplex: 'half' }),
  })
}

async function answer(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, [...response.headers].flat())
  outgoing.end(Buffer.from(await response.arrayBuffer()))
}

export type FunctionsServer = { url: string; close(): Promise<void> }

/**
 * Serves the functions of `api/` over HTTP on 127.0.0.1, as Vercel would route to them. For development: one process,
 * no isolation, no time limits.
 */
export async function serveFunctions(port = 0): Promise<FunctionsServer> {
  const functions = await findFunctions()
  const server = createServer(async (incoming, outgoing) => {
    try {
      const request = requestOf(incoming, origin)
      const file = functionFor(functions, new URL(request.url).pathname)
      if (!file)
        return void outgoing.writeHead(404, { 'content-type': 'text/plain' }).end('No function here.\n')
      const { default: handler } = await load(file)
      await answer(await handler.fetch(request), outgoing)
    } catch (error) {
      console.error(error)
      if (!outgoing.headersSent) outgoing.writeHead(500)
      outgoing.end()
    }
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  const origin = `http://127.0.0.1:${address.port}`
  return {
    url: origin,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
