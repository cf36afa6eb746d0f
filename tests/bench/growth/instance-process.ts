import '../../fixtures/settings.ts'
import { setupServer } from 'msw/node'
import { closeSystemPool } from '../../../lib/db/system-pool.ts'
import { readRewrites, routeTo } from '../../../lib/dev/route-to.ts'
import { apiFunctions } from '../../../lib/ops/openapi/all-routes.ts'
import { setLogSink } from '../../../lib/telemetry/log.ts'
import { closeTenantConnection } from '../../../lib/tenant/tenant-db.ts'
import { firebaseHandlers, signIn } from '../../fixtures/firebase.ts'
import type { Call, CallResult } from './instance.ts'

// One instance of all functions, over the database of its environment. It calls itself, one request after the other.
setupServer(...firebaseHandlers).listen({ onUnhandledFrame: 'error' })
setLogSink(() => undefined)

const functions = new Map((await apiFunctions()).map((each) => [each.path, each]))
const names = new Set(functions.keys())
const rewrites = await readRewrites()
const tokens = new Map<string, string>()

function tokenOf(uid: string, email: string): string {
  const known = tokens.get(uid) ?? signIn({ uid, email })
  tokens.set(uid, known)
  return known
}

async function run({ uid, email, method, path, body }: Call): Promise<CallResult> {
  const url = `/api${path}`
  const found = functions.get(routeTo(names, rewrites, url)?.name ?? '')
  if (!found) throw new Error(`No function is at ${path}`)
  const { default: handler } = await found.load()
  const request = new Request(`https://api.test${url}`, {
    method,
    headers: {
      authorization: `Bearer ${tokenOf(uid, email)}`,
      'x-real-ip': '192.0.2.1',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  })
  const startedAt = performance.now()
  const response = await handler.fetch(request)
  const text = await response.text()
  const ms = performance.now() - startedAt
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  const parsed: unknown = response.headers.get('content-type')?.startsWith('application/json')
    ? JSON.parse(text)
    : undefined
  return { ms, id: textAt(parsed, 'id'), nextCursor: textAt(parsed, 'nextCursor') }
}

function textAt(value: unknown, key: string): string | undefined {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return typeof found === 'string' ? found : undefined
}

process.on('message', async (calls: Call[] | 'reconnect') => {
  try {
    if (calls === 'reconnect') {
      await Promise.all([closeTenantConnection(), closeSystemPool()])
      process.send?.({ results: [] })
      return
    }
    const results: CallResult[] = []
    for (const call of calls) results.push(await run(call))
    process.send?.({ results })
  } catch (error) {
    process.send?.({ error: String(error) })
  }
})
process.once('disconnect', () => process.exit())
process.send?.('ready')
