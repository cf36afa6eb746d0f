import { http, passthrough } from 'msw'
import { afterAll, expect, it } from 'vitest'
import { serveFetch } from '../../lib/dev/serve-fetch.ts'
import { runTask } from '../../lib/telemetry/task.ts'
import { sendSpans, spanned, startTracing } from '../../lib/telemetry/trace.ts'
import type { Tenant } from '../../lib/tenant/tenant.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { apiTests } from '../fixtures/api.ts'
import { inSession } from '../fixtures/in-session.ts'
import { newTenant } from '../fixtures/tenant.ts'

const ROUNDS = 40
const READS = 50

const collector = await serveFetch(async (request) => {
  await request.text()
  return Response.json({})
})
process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url
apiTests(http.post(`${collector.url}/*`, () => passthrough()))
afterAll(() => collector.close())

const task = { operation: 'customers.list', requestId: '018f0000-0000-7000-8000-000000000000' }
const read = (tenant: Tenant) =>
  withTenant(tenant, { readOnly: true }, (db) => db.customer.findMany({ take: 20 }))

/** Milliseconds a read, the ways by turns, so that whatever else the machine does meets all of them. */
async function measure(modes: Record<string, () => Promise<unknown>>): Promise<Record<string, number>> {
  const times = new Map<string, number[]>()
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, mode] of Object.entries(modes)) {
      const startedAt = performance.now()
      for (let index = 0; index < READS; index += 1) await mode()
      times.set(name, [...(times.get(name) ?? []), (performance.now() - startedAt) / READS])
    }
  }
  return Object.fromEntries(
    [...times].map(([name, all]) => [name, all.toSorted((a, b) => a - b)[ROUNDS / 2] ?? 0]),
  )
}

it('a read of one statement: bare, with the names of its task before it, and with spans that are sent', async () => {
  const tenant = await inSession(await newTenant())
  const bare = () => read(tenant)
  const tagged = () => runTask(task, bare)
  await measure({ tagged })
  const untraced = await measure({ bare, tagged })
  await startTracing()
  const traced = await runTraced()
  const lines = Object.entries({ ...untraced, ...traced }).map(
    ([name, ms]) => `  ${name.padEnd(8)} ${ms.toFixed(3)} ms  × ${(ms / (untraced['bare'] ?? 1)).toFixed(2)}`,
  )
  process.stdout.write(`a read of one statement, median of ${ROUNDS} times ${READS}:\n${lines.join('\n')}\n`)
  expect(Object.keys({ ...untraced, ...traced })).toEqual(['bare', 'tagged', 'traced'])

  function runTraced() {
    const spans = async () => {
      await spanned('customers.list', { kind: 'server' }, tagged)
      sendSpans()
    }
    return measure({ traced: spans })
  }
}, 300_000)
