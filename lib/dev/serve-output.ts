import { glob } from 'node:fs/promises'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readRewrites, routeTo } from './route-to.ts'
import { type FetchServer, listen } from './serve-fetch.ts'
import { type BuiltFunction, startBuiltFunction } from './start-built-function.ts'

const PROJECT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Serves built functions over HTTP on 127.0.0.1 as Vercel would route to them, each in a process of its own that starts
 * at its first request.
 * @param folder what `buildFunctions` or `vercel build --output` made; outside of the project, where a bundle cannot
 * find missing files
 * @param ready requests wait for it
 * @throws Error where it is inside
 */
export async function serveOutput(
  folder: string,
  port = 0,
  ready: Promise<void> = Promise.resolve(),
): Promise<FetchServer> {
  if (resolve(folder).startsWith(PROJECT)) {
    throw new Error(
      `${folder} is inside of the project: there a bundle would find files that it does not contain.`,
    )
  }
  const bundles = resolve(folder, 'functions')
  const names = new Set<string>()
  for await (const bundle of glob('**/*.func', { cwd: bundles })) {
    names.add(`/${bundle.slice(0, -'.func'.length)}`)
  }
  const rewrites = await readRewrites()

  const started = new Map<string, Promise<BuiltFunction>>()
  const start = (name: string): Promise<BuiltFunction> => {
    const running = started.get(name) ?? startBuiltFunction(join(bundles, `${name}.func`))
    started.set(name, running)
    return running
  }
  const server = await listen(
    createServer(async (incoming, outgoing) => {
      await ready
      const target = routeTo(names, rewrites, incoming.url ?? '/')
      if (!target) return void outgoing.writeHead(404).end('Not found.\n')
      try {
        const { url } = await start(target.name)
        forward(incoming, new URL(target.url, url), outgoing)
      } catch (error) {
        outgoing.writeHead(502).end(error instanceof Error ? error.message : undefined)
      }
    }),
    port,
  )
  return {
    url: server.url,
    async close() {
      await server.close()
      for (const running of await Promise.allSettled(started.values())) {
        if (running.status === 'fulfilled') await running.value.stop()
      }
    },
  }
}

function forward(incoming: IncomingMessage, to: URL, outgoing: ServerResponse): void {
  const { method, headers } = incoming
  const forwarded = request(to, { method, headers }, (response) => {
    outgoing.writeHead(response.statusCode ?? 502, response.headers)
    response.pipe(outgoing)
  })
  forwarded.on('error', () => outgoing.destroy())
  incoming.pipe(forwarded)
}
