import { type FetchServer, serveFetch } from '../../serve-fetch.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { previewWorld } from './preview-world.ts'
import { respondAs } from './serve-sandbox.ts'

const CALLBACK_PATH = '/api/v1/connections/callback'
const CONSENT_PATH = '/o/oauth2/v2/auth'

export type WorldsOptions = {
  /** 0 takes a free one. */
  port: number
  /** Where Google may redirect people to: a host (`127.0.0.1:3000`), or all hosts below one (`.vercel.app`). */
  callbackHosts: readonly string[]
  /** How many worlds are kept; the least recently used one is removed. */
  limit?: number
  /** Exports of containers that every world holds besides. */
  imports?: readonly unknown[]
}

/**
 * Serves a sandbox for each preview on 127.0.0.1: the first segment of the path names its world, which is made at its
 * first request and lives in memory. Redirect URIs are not registered one by one, because previews come and go; those
 * of the given hosts are as good as registered.
 */
export function serveWorlds({
  port,
  callbackHosts,
  limit = 100,
  imports = [],
}: WorldsOptions): Promise<FetchServer> {
  const worlds = new Map<string, Sandbox>()
  const world = (sandbox: Sandbox) => {
    previewWorld(sandbox)
    for (const file of imports) sandbox.importContainer(file)
  }
  const worldOf = (name: string): Sandbox => {
    const sandbox = worlds.get(name) ?? createSandbox({ world })
    worlds.delete(name)
    worlds.set(name, sandbox)
    const [oldest] = worlds.keys()
    if (worlds.size > limit && oldest !== undefined) worlds.delete(oldest)
    return sandbox
  }
  return serveFetch(async (request) => {
    const url = new URL(request.url)
    const [, name, path] = /^\/([\w-]{1,63})(\/.*)$/.exec(url.pathname) ?? []
    if (!name || !path) return new Response('Name a world: /NAME/…\n', { status: 404 })
    const world = worldOf(name)
    const redirectUri = url.searchParams.get('redirect_uri')
    if (path === CONSENT_PATH && redirectUri && isCallback(redirectUri, callbackHosts))
      world.registerRedirectUri(redirectUri)
    url.pathname = path
    return respondAs(world, new Request(url, request))
  }, port)
}

function isCallback(uri: string, hosts: readonly string[]): boolean {
  const url = URL.parse(uri)
  return (
    url?.pathname === CALLBACK_PATH &&
    hosts.some((host) => (host.startsWith('.') ? url.hostname.endsWith(host) : url.host === host))
  )
}
