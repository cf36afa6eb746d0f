import { http, passthrough } from 'msw'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { serveFetch } from '../../lib/dev/serve-fetch.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { api } from '../fixtures/api.ts'
import { ownerPool, workerDatabase } from '../fixtures/database.ts'
import { databaseOf, databaseUrls } from '../fixtures/database-urls.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { readyCustomer } from '../fixtures/ready-customer.ts'
import { newTenant } from '../fixtures/tenant.ts'

// https://opentelemetry.io/docs/specs/otlp/#otlphttp
const Attribute = z.object({
  key: z.string(),
  value: z.object({ stringValue: z.string().optional(), intValue: z.number().optional() }),
})
const Span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  startTimeUnixNano: z.string(),
  endTimeUnixNano: z.string(),
  attributes: z.array(Attribute),
  status: z.object({ code: z.number(), message: z.string().optional() }),
})
type Span = z.infer<typeof Span>
const Exported = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(Attribute) }),
      scopeSpans: z.array(z.object({ spans: z.array(Span) })),
    }),
  ),
})

const SERVER = 2
const CLIENT = 3
const ERROR = 2

let spans: Span[] = []
let resources: unknown[] = []
let bodies: string[] = []
let collectorResponds = () => Response.json({})

const collector = await serveFetch(async (request) => {
  const text = await request.text()
  bodies.push(text)
  for (const { resource, scopeSpans } of Exported.parse(JSON.parse(text)).resourceSpans) {
    resources.push(Object.fromEntries(resource.attributes.map(({ key, value }) => [key, value.stringValue])))
    spans.push(...scopeSpans.flatMap((scope) => scope.spans))
  }
  return collectorResponds()
})
process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url

// What is on the wire is looked at: over Accelerate it is the executor’s.
const { admin: adminUrl } = workerDatabase()
process.env['DATABASE_URL'] = databaseUrls(adminUrl, databaseOf(adminUrl)).app
const { sandbox, server } = googleTests()
const owner = ownerPool()
const toGoogle: Request[] = []
let entries: LogEntry[] = []

beforeAll(() => {
  setLogSink((entry) => entries.push(entry))
  server.events.on('request:start', ({ request }) => {
    if (!request.url.startsWith(collector.url)) toGoogle.push(request)
  })
})
beforeEach(() => {
  server.use(http.post(`${collector.url}/v1/traces`, () => passthrough()))
  spans = []
  resources = []
  bodies = []
  entries = []
  collectorResponds = () => Response.json({})
})
afterAll(() => collector.close())

const fields = (span: Span) =>
  Object.fromEntries(span.attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]))

/** Waits for the span with this name, whose children are sent with it or before. */
async function exported(name: string): Promise<Span> {
  await expect.poll(() => spans.some((span) => span.name === name)).toBe(true)
  const found = spans.find((span) => span.name === name)
  if (!found) throw new Error(name)
  return found
}

const childrenOf = ({ spanId }: Span) => spans.filter(({ parentSpanId }) => parentSpanId === spanId)
const names = (of: readonly Span[]) => of.map(({ name }) => name)

describe('a request', () => {
  it('is a span with its operation, status and organization, and one below for each transaction and statement', async () => {
    const { admin, organizationId } = await newTenant()
    const response = await api(admin).get('/v1/customers')
    const request = await exported('customers.list')
    expect(request).toMatchObject({ kind: SERVER, status: { code: 0 } })
    expect(fields(request)).toEqual({
      'http.request.method': 'GET',
      'http.response.status_code': 200,
      'app.request_id': response.headers.get('x-request-id'),
      'app.client_request_id': response.headers.get('x-client-request-id'),
      'app.organization_id': organizationId,
    })
    const [transaction] = childrenOf(request).filter(({ name }) => name === 'transaction')
    expect(transaction && fields(transaction)).toMatchObject({ 'app.organization_id': organizationId })
    const statements = transaction ? childrenOf(transaction) : []
    expect(names(statements)).toEqual(expect.arrayContaining(['app.enter', 'SELECT']))
    const select = statements.find(({ name }) => name === 'SELECT')
    expect(select).toMatchObject({ kind: CLIENT, traceId: request.traceId })
    expect(select && fields(select)).toEqual({
      'db.system.name': 'postgresql',
      'db.query.text': expect.stringMatching(/^SELECT .* LIMIT \$\d/),
    })
    expect(resources[0]).toMatchObject({ 'service.name': 'oneclicktag' })
  })

  it('that names a span of its sender’s (traceparent) goes on below it', async () => {
    const { admin } = await newTenant()
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
    const parent = '00f067aa0ba902b7'
    await api(admin)
      .with({ traceparent: `00-${traceId}-${parent}-01` })
      .get('/v1/members')
    expect(await exported('members.list')).toMatchObject({ traceId, parentSpanId: parent })
  })

  it('that fails on our side is an error by its code; one that is rejected is none', async () => {
    const { admin } = await newTenant()
    await api(admin).get('/v1/customers/018f0000-0000-7000-8000-000000000000')
    expect(await exported('customers.get')).toMatchObject({ status: { code: 0 } })
    await owner.query('revoke execute on function app.claim_run from oct_system')
    try {
      const cron = { token: process.env['CRON_SECRET'] ?? '' }
      expect((await api(cron).get('/cron/run-sync')).status).toBe(500)
    } finally {
      await owner.query('grant execute on function app.claim_run to oct_system')
    }
    const failed = await exported('cron.runSync')
    expect(failed).toMatchObject({ status: { code: ERROR } })
    expect(failed.status.message ?? '').toBe('')
    expect(fields(failed)).toMatchObject({ 'app.error_code': 'internal', 'error.type': 'internal' })
    expect(childrenOf(failed).map(fields)).toContainEqual(expect.objectContaining({ 'error.type': '42501' }))
  })

  it('reveals no person: no name, address, token or value leaves with a span', async () => {
    const { admin } = await newTenant()
    const secret = 'Bäckerei am Markt'
    await api(admin).post('/v1/customers', { name: secret, websiteUrl: 'https://private.example' })
    await api(admin).get('/v1/customers?q=private')
    await api(admin).post('/v1/customers', { name: secret, websiteUrl: 'no url' })
    await exported('customers.list')
    const sent = bodies.join()
    for (const value of [secret, 'private', admin.email, admin.uid, admin.token]) {
      expect(sent).not.toContain(value)
    }
  })
})

describe('a sync', () => {
  it('is one trace from the request on, with its steps, and Google’s calls below them', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    spans = []
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
    const run = await exported('sync.run')
    const request = await exported('customers.sync')
    expect(run).toMatchObject({ traceId: request.traceId, parentSpanId: request.spanId })
    expect(fields(run)).toMatchObject({
      'app.outcome': 'succeeded',
      'app.organization_id': customer.tenant.organizationId,
    })
    const steps = childrenOf(run)
    expect(names(steps)).toEqual(
      expect.arrayContaining(['sync.conversion_actions', 'sync.draft', 'sync.version', 'sync.publish']),
    )
    const version = steps.find(({ name }) => name === 'sync.version')
    const call = version && childrenOf(version).find(({ name }) => name.startsWith('tagmanager '))
    expect(call).toMatchObject({ kind: CLIENT })
    expect(call && fields(call)).toEqual({
      'http.request.method': 'POST',
      'server.address': 'tagmanager.googleapis.com',
      'http.response.status_code': 200,
    })
  })

  it('sends Google nothing of it', () => {
    expect(toGoogle.length).toBeGreaterThan(10)
    const logged = toGoogle.flatMap(({ headers }) => [...headers.keys()])
    expect(logged.filter((name) => /trace|baggage|^b3/.test(name))).toEqual([])
  })

  it('that Google rejects has the reason’s name in the span of the call', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    sandbox().faults.next(
      { service: 'tagmanager', operation: 'create_version' },
      { status: 403, reason: 'insufficientPermissions' },
    )
    spans = []
    await customer.sync()
    await exported('sync.run')
    const rejected = spans.filter((span) => fields(span)['http.response.status_code'] === 403)
    expect(rejected).toMatchObject([{ name: 'tagmanager create_version', status: { code: ERROR } }])
    expect(rejected[0] && fields(rejected[0])).toMatchObject({ 'error.type': 'scope_missing' })
  })
})

describe('a collector that fails', () => {
  it('costs no request anything; the log reports it', async () => {
    collectorResponds = () => new Response(null, { status: 400 })
    const { admin } = await newTenant()
    expect((await api(admin).get('/v1/customers')).status).toBe(200)
    await expect.poll(() => entries.some(({ event }) => event === 'tracing.export_failed')).toBe(true)
    expect(JSON.stringify(entries.filter(({ event }) => event.startsWith('tracing')))).not.toContain(
      collector.url,
    )
  })
})
