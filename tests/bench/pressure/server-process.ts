import '../../fixtures/settings.ts'
import { http, passthrough } from 'msw'
import { setupServer } from 'msw/node'
import { serveFunctions } from '../../../lib/dev/serve-functions.ts'
import { setLogSink } from '../../../lib/telemetry/log.ts'
import { firebaseHandlers, signIn } from '../../fixtures/firebase.ts'
import type { ToServer } from './server.ts'

// One instance of all functions over HTTP, which tells what memory it holds.
setupServer(
  ...firebaseHandlers,
  http.all('http://127.0.0.1:*', () => passthrough()),
).listen({
  onUnhandledFrame: 'error',
})
setLogSink(() => undefined)

const { url } = await serveFunctions()

/** What is left when nobody holds it: collected twice, since finalizers run after the first time. */
function memory(): { heapBytes: number; rssBytes: number } {
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  return { heapBytes: heapUsed, rssBytes: rss }
}

process.on('message', (message: ToServer) => {
  switch (message.kind) {
    case 'tokens':
      process.send?.(message.people.map((person) => signIn(person)))
      return
    case 'memory':
      process.send?.({ ...memory(), cpuUs: process.cpuUsage().user + process.cpuUsage().system })
      return
    default:
      message satisfies never
  }
})
process.once('disconnect', () => process.exit())
process.send?.(url)
