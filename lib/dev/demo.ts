import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type ApiClient, apiClient, type Schemas } from '../api-client/api-client.ts'
import { type LogEntry, setLogSink } from '../telemetry/log.ts'
import { buildFunctions } from './build-functions.ts'
import { checkAgainstGoogle, showCalls, showCosts, showTrackings } from './demo-checks.ts'
import { walkConsent } from './google-sandbox/accounts/walk-consent.ts'
import { AGENCY_LOGIN } from './google-sandbox/server/small-world.ts'
import { type Stack, startStack } from './stack.ts'
import { chapter, checked, StoryError, told } from './story.ts'

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
] as const

type Answer<Data> = { data?: Data; error?: unknown; response: Response }

/** The data of a success; anything else ends the story. */
async function answered<Data>(what: string, call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await call
  if (data === undefined) throw new StoryError(`${what}: ${response.status} ${JSON.stringify(error)}`)
  return data
}

async function signUp(stack: Stack, email: string, name: string): Promise<ApiClient> {
  const api = apiClient(stack.url, stack.sandbox.signIn(email))
  const organization = await answered('sign-up', api.POST('/v1/organization', { body: { name } }))
  told(`${email} signs in and founds “${name}” (${organization.id})`)
  return api
}

/** From a new customer to one whose container and Google Ads account are chosen. */
async function connectCustomer(stack: Stack, api: ApiClient): Promise<string> {
  const customer = await answered(
    'customer',
    api.POST('/v1/customers', {
      body: { name: 'Corner Bakery', websiteUrl: 'https://corner-bakery.example' },
    }),
  )
  const params = { path: { customerId: customer.id } }
  const { authorizationUrl } = await answered(
    'connect',
    api.POST('/v1/customers/{customerId}/connect', { params }),
  )
  const callback = await walkConsent(authorizationUrl, { email: AGENCY_LOGIN })
  told('The consent page of Google is walked through: all boxes ticked, “Allow”')
  const returned = await fetch(callback, { redirect: 'manual' })
  const handle = new URL(returned.headers.get('location') ?? stack.url).searchParams.get('connection') ?? ''
  checked(
    'The callback parks the grant and hands the browser nothing but a handle',
    handle !== '',
    returned.status,
  )
  await answered('complete', api.POST('/v1/connections/complete', { body: { handle } }))
  told('The same person confirms: the grant is stored, encrypted')

  const google = await answered('google', api.GET('/v1/customers/{customerId}/google', { params }))
  const container = google.accounts.flatMap(({ containers }) => containers ?? [])[0]
  const adsAccount = google.adsAccounts.find(({ manager }) => !manager)
  told(
    `The login can see ${google.accounts.length} Tag Manager account(s) and ${google.adsAccounts.length} Ads account(s)`,
  )
  if (!container || !adsAccount) throw new StoryError('The login sees nothing to choose.')
  const { googleContainerId } = container
  const { googleAdsAccountId } = adsAccount
  const chosen = await answered(
    'choice',
    api.PATCH('/v1/customers/{customerId}', { params, body: { googleContainerId, googleAdsAccountId } }),
  )
  checked(
    `Container ${googleContainerId} and Ads account ${googleAdsAccountId} are chosen: ${chosen.status}`,
    chosen.status === 'CONNECTED',
    chosen,
  )
  return customer.id
}

/** Waits for the run to end; the kick after the request has started it. */
async function awaitRun(api: ApiClient, syncRunId: string): Promise<Schemas['SyncRunWithJobs']> {
  const deadline = Date.now() + 40_000
  for (;;) {
    const run = await answered(
      'run',
      api.GET('/v1/sync-runs/{syncRunId}', { params: { path: { syncRunId } } }),
    )
    if (!['QUEUED', 'RUNNING'].includes(run.status)) return run
    if (Date.now() > deadline) throw new StoryError(`The run is still ${run.status}.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function story(stack: Stack, requests: LogEntry[]): Promise<void> {
  chapter('Two agencies')
  const north = await signUp(stack, 'ada@northlight.example', 'Northlight Agency')
  const harbour = await signUp(stack, 'cleo@harbour.example', 'Harbour Digital')
  await answered('publish mode', north.PATCH('/v1/organization', { body: { publishMode: 'AUTO' } }))
  told('Northlight lets versions go live by themselves (publishMode AUTO)')

  chapter('A customer is connected')
  const customerId = await connectCustomer(stack, north)

  chapter('Four trackings of four types')
  for (const wanted of TRACKINGS) {
    const tracking = await answered(
      'tracking',
      north.POST('/v1/trackings', { body: { customerId, ...wanted } }),
    )
    told(`${tracking.type.padEnd(13)} “${tracking.name}”: ${tracking.syncStatus}`)
  }

  chapter('One call: sync')
  const callsBefore = stack.sandbox.calls.length
  const syncStarted = performance.now()
  const requested = await answered(
    'sync',
    north.POST('/v1/customers/{customerId}/sync', { params: { path: { customerId } } }),
  )
  const run = await awaitRun(north, requested.id)
  checked(
    `The run SUCCEEDED in ${((performance.now() - syncStarted) / 1000).toFixed(1)} s with version ${run.versionId}`,
    run.status === 'SUCCEEDED',
    run,
  )
  const { data } = await answered(
    'trackings',
    north.GET('/v1/trackings', { params: { query: { customerId } } }),
  )
  showTrackings(data, run.versionId)
  const live = data.filter(({ syncStatus }) => syncStatus === 'SUCCESS').length
  checked(`${live} of ${TRACKINGS.length} trackings are live`, live === TRACKINGS.length, data)
  showCalls(stack, callsBefore)
  checkAgainstGoogle(stack, data, run.versionId)

  chapter('A report')
  const report = await answered('report', north.GET('/v1/reports/overview'))
  told(`Customers  ${JSON.stringify(report.customers.byStatus)}`)
  told(`Trackings  ${JSON.stringify(report.trackings.bySyncStatus)}`)
  told(
    `Most trackings: ${report.topCustomers.map(({ name, trackingCount }) => `${name} (${trackingCount})`).join(', ')}`,
  )
  checked('All four trackings are counted as SUCCESS', report.trackings.bySyncStatus.SUCCESS === 4, report)

  chapter('The other agency looks')
  const look = (trackingId: string) =>
    harbour.GET('/v1/trackings/{trackingId}', { params: { path: { trackingId } } })
  const stolen = await look(data[0]?.id ?? '')
  const absent = await look('018f0000-0000-7000-8000-000000000000')
  const face = ({ response, error }: Awaited<ReturnType<typeof look>>) =>
    JSON.stringify([response.status, { ...error, requestId: 0, instance: 0 }])
  told(
    `Northlight’s tracking: ${stolen.response.status}, an id that does not exist: ${absent.response.status}`,
  )
  checked(
    'The two answers cannot be told apart',
    stolen.response.status === 404 && face(stolen) === face(absent),
    [stolen.error, absent.error],
  )

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
  console.error(error instanceof StoryError ? `\n✗ ${error.message}` : error)
  process.exitCode = 1
} finally {
  await stack.stop()
}
