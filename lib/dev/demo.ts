import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type LogEntry, setLogSink } from '../log.ts'
import { type ApiAnswer, type ApiClient, apiClient } from './api-client.ts'
import { buildFunctions } from './build-functions.ts'
import { checkAgainstGoogle, showCalls, showCosts, showTrackings, Tracking } from './demo-checks.ts'
import { walkConsent } from './sandbox/accounts/walk-consent.ts'
import { AGENCY_LOGIN } from './sandbox/seed.ts'
import { type Stack, startStack } from './stack.ts'
import { chapter, checked, StoryBroken, told } from './story.ts'

const Id = z.object({ id: z.uuid() })
const Google = z.object({
  accounts: z.array(
    z.object({
      name: z.string(),
      containers: z.array(z.object({ googleContainerId: z.string(), name: z.string() })).nullable(),
    }),
  ),
  adsAccounts: z.array(z.object({ googleAdsAccountId: z.string(), name: z.string(), manager: z.boolean() })),
})
const Customer = Id.extend({ name: z.string(), status: z.string(), trackingCount: z.number() })
const Run = Id.extend({
  status: z.string(),
  versionId: z.string().nullable(),
  errorMessage: z.string().nullable(),
})
const Trackings = z.object({ data: z.array(Tracking) })
const Counts = z.record(z.string(), z.number())
const Overview = z.object({
  customers: z.object({ byStatus: Counts }),
  trackings: z.object({ bySyncStatus: Counts }),
  topCustomers: z.array(z.object({ name: z.string(), trackingCount: z.number() })),
})

const TRACKINGS = [
  {
    name: 'Buy button',
    type: 'BUTTON_CLICK',
    selector: '#buy, a.cta-buy',
    conversion: { category: 'PURCHASE', value: 25, currency: 'EUR' },
  },
  { name: 'Thank-you page', type: 'PAGE_VIEW', urlPattern: '/thank-you*' },
  { name: 'Contact form', type: 'FORM_SUBMIT', selector: 'form#contact' },
  { name: 'Newsletter', type: 'CUSTOM_EVENT', eventName: 'newsletter_signup' },
]

/** Parses an answer that must have this status. */
function expectAnswer<T>(what: string, answer: ApiAnswer, status: number, schema: z.ZodType<T>): T {
  if (answer.status !== status)
    throw new StoryBroken(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return schema.parse(answer.body)
}

async function signUp(stack: Stack, email: string, name: string): Promise<ApiClient> {
  const api = apiClient(stack.url, stack.sandbox.signIn(email))
  const organization = expectAnswer(
    'sign-up',
    await api.post('/v1/organization', { name }),
    201,
    z.object({ id: z.uuid() }),
  )
  told(`${email} signs in and founds “${name}” (${organization.id})`)
  return api
}

/** From a new customer to one whose container and Google Ads account are chosen. */
async function connectCustomer(stack: Stack, api: ApiClient): Promise<string> {
  const customer = expectAnswer(
    'customer',
    await api.post('/v1/customers', { name: 'Corner Bakery', websiteUrl: 'https://corner-bakery.example' }),
    201,
    Customer,
  )
  const { authorizationUrl } = expectAnswer(
    'connect',
    await api.post(`/v1/customers/${customer.id}/connect`),
    200,
    z.object({ authorizationUrl: z.url() }),
  )
  const callback = await walkConsent(authorizationUrl, { email: AGENCY_LOGIN })
  told('The consent page of Google is walked through: all boxes ticked, “Allow”')
  const returned = await fetch(callback, { redirect: 'manual' })
  const handle = new URL(returned.headers.get('location') ?? stack.url).searchParams.get('connection')
  checked(
    'The callback parks the grant and hands the browser nothing but a handle',
    handle !== null,
    returned.status,
  )
  expectAnswer('complete', await api.post('/v1/connections/complete', { handle }), 200, z.unknown())
  told('The same person confirms: the grant is stored, encrypted')

  const google = expectAnswer('google', await api.get(`/v1/customers/${customer.id}/google`), 200, Google)
  const container = google.accounts.flatMap(({ containers }) => containers ?? [])[0]
  const adsAccount = google.adsAccounts.find(({ manager }) => !manager)
  told(
    `The login can see ${google.accounts.length} Tag Manager account(s) and ${google.adsAccounts.length} Ads account(s)`,
  )
  const chosen = expectAnswer(
    'choice',
    await api.patch(`/v1/customers/${customer.id}`, {
      googleContainerId: container?.googleContainerId,
      googleAdsAccountId: adsAccount?.googleAdsAccountId,
    }),
    200,
    Customer,
  )
  checked(
    `Container ${container?.googleContainerId} and Ads account ${adsAccount?.googleAdsAccountId} are chosen: ${chosen.status}`,
    chosen.status === 'CONNECTED',
    chosen,
  )
  return customer.id
}

/** Waits for the run to end; the kick after the request has started it. */
async function awaitRun(api: ApiClient, runId: string): Promise<z.infer<typeof Run>> {
  const deadline = Date.now() + 40_000
  for (;;) {
    const run = expectAnswer('run', await api.get(`/v1/sync-runs/${runId}`), 200, Run)
    if (!['QUEUED', 'RUNNING'].includes(run.status)) return run
    if (Date.now() > deadline) throw new StoryBroken(`The run is still ${run.status}.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function story(stack: Stack, requests: LogEntry[]): Promise<void> {
  chapter('Two agencies')
  const north = await signUp(stack, 'ada@northlight.example', 'Northlight Agency')
  const harbour = await signUp(stack, 'cleo@harbour.example', 'Harbour Digital')
  expectAnswer(
    'publish mode',
    await north.patch('/v1/organization', { publishMode: 'AUTO' }),
    200,
    z.unknown(),
  )
  told('Northlight lets versions go live by themselves (publishMode AUTO)')

  chapter('A customer is connected')
  const customerId = await connectCustomer(stack, north)

  chapter('Four trackings of four types')
  for (const body of TRACKINGS) {
    const tracking = expectAnswer(
      'tracking',
      await north.post('/v1/trackings', { customerId, ...body }),
      201,
      Tracking,
    )
    told(`${tracking.type.padEnd(13)} “${tracking.name}”: ${tracking.syncStatus}`)
  }

  chapter('One call: sync')
  const callsBefore = stack.sandbox.calls.length
  const syncStarted = performance.now()
  const requested = expectAnswer('sync', await north.post(`/v1/customers/${customerId}/sync`), 202, Run)
  const run = await awaitRun(north, requested.id)
  checked(
    `The run SUCCEEDED in ${((performance.now() - syncStarted) / 1000).toFixed(1)} s with version ${run.versionId}`,
    run.status === 'SUCCEEDED',
    run,
  )
  const { data } = expectAnswer(
    'trackings',
    await north.get(`/v1/trackings?customerId=${customerId}`),
    200,
    Trackings,
  )
  showTrackings(data, run.versionId)
  const live = data.filter(({ syncStatus }) => syncStatus === 'SUCCESS').length
  checked(`${live} of ${TRACKINGS.length} trackings are live`, live === TRACKINGS.length, data)
  showCalls(stack, callsBefore)
  checkAgainstGoogle(stack, data, run.versionId)

  chapter('A report')
  const report = expectAnswer('report', await north.get('/v1/reports/overview'), 200, Overview)
  told(`Customers  ${JSON.stringify(report.customers.byStatus)}`)
  told(`Trackings  ${JSON.stringify(report.trackings.bySyncStatus)}`)
  told(
    `Most trackings: ${report.topCustomers.map(({ name, trackingCount }) => `${name} (${trackingCount})`).join(', ')}`,
  )
  checked('All four trackings are counted as SUCCESS', report.trackings.bySyncStatus['SUCCESS'] === 4, report)

  chapter('The other agency looks')
  const stolen = await harbour.get(`/v1/trackings/${data[0]?.id}`)
  const absent = await harbour.get('/v1/trackings/018f0000-0000-7000-8000-000000000000')
  const face = ({ status, body }: ApiAnswer) =>
    JSON.stringify([status, { ...z.looseObject({}).parse(body), requestId: 0, instance: 0 }])
  told(`Northlight’s tracking: ${stolen.status}, an id that does not exist: ${absent.status}`)
  checked('The two answers cannot be told apart', stolen.status === 404 && face(stolen) === face(absent), [
    stolen.body,
    absent.body,
  ])

  showCosts(stack, requests)
}

// `--built` tells the story on the functions as Vercel would run them: those of the folder that follows, or built now.
const { values, positionals } = parseArgs({ options: { built: { type: 'boolean' } }, allowPositionals: true })
await using scratch = await mkdtempDisposable(join(tmpdir(), 'oneclicktag-demo-'))
const requests: LogEntry[] = []
setLogSink((entry) => {
  if (entry.event === 'request') requests.push(entry)
})
console.log('OneClickTag: from one call to a published, verified Tag Manager version')
chapter('The stack')
const built = values.built ? (positionals[0] ?? (await buildFunctions(scratch.path))) : undefined
const stack = await startStack({ port: 0, built, onStep: told })
try {
  await story(stack, requests)
  chapter('Done: every step was checked against the state of the stand-in for Google.')
} catch (error) {
  console.error(error instanceof StoryBroken ? `\n✗ ${error.message}` : error)
  process.exitCode = 1
} finally {
  await stack.stop()
}
