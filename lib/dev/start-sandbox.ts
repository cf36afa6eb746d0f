import { createSandbox, type Sandbox } from './google-sandbox/sandbox.ts'
import { respondAs } from './google-sandbox/server/serve-sandbox.ts'
import { smallWorld } from './google-sandbox/server/small-world.ts'
import type { KeptState } from './kept-state.ts'
import { serveFetch } from './serve-fetch.ts'

const SAVED_AFTER_MS = 200

type SandboxStart = { kept?: KeptState | undefined; quotaPer100S?: number | undefined }

/**
 * Serves the Google sandbox on a free port of 127.0.0.1, with what an earlier start has left of it.
 * @param callbackUrl where it may send browsers to after a consent
 */
export async function startSandbox(
  callbackUrl: string,
  { kept, quotaPer100S }: SandboxStart,
): Promise<{ sandbox: Sandbox; url: string; stop(): Promise<void> }> {
  const sandbox = createSandbox({
    client: { redirectUris: [callbackUrl] },
    ...(quotaPer100S && { quota: { perWindow: quotaPer100S } }),
    firebaseProjectId: process.env['FIREBASE_PROJECT_ID'] || 'demo-oneclicktag',
  })
  if (!(await kept?.restore(sandbox))) smallWorld(sandbox)
  let timer: NodeJS.Timeout | undefined
  let saved = Promise.resolve()
  const save = () => {
    clearTimeout(timer)
    saved = saved.then(() => kept?.save(sandbox))
    return saved
  }
  const server = await serveFetch(async (request) => {
    const response = await respondAs(sandbox, request)
    if (request.method !== 'GET') {
      clearTimeout(timer)
      timer = setTimeout(() => void save(), SAVED_AFTER_MS)
    }
    return response
  })
  return {
    sandbox,
    url: server.url,
    async stop() {
      await server.close()
      await save()
    },
  }
}
