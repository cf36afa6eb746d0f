import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type ApiClient, apiClient, type Schemas } from '../api-client/api-client.ts'
import { type LogEntry, setLogSink } from '../telemetry/log.ts'
import { buildFunctions } from './build-functions.ts'
import { checkAgainstGoogle, showCalls, showCosts, showTrackings } from './demo-checks.ts'
import { showEvidence, visitedAt } from './demo-evidence.ts'
import { check, DemoError, dataOf, heading, step } from './demo-output.ts'
import { tellStory } from './demo-story.ts'
import { walkConsent } from './google-sandbox/accounts/walk-consent.ts'
import { AGENCY_LOGIN } from './google-sandbox/server/small-world.ts'
import { loadBrowser } from './google-sandbox/visitors/page-element.ts'
import { type Stack, startStack } from './start-stack.ts'

/** As Google grants on request, so that nobody waits: the whole of it needs more than 25 calls in 100 s. */
const QUOTA = 100

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

async function signUp(stack: Stack, email: string, name: string): Promise<ApiClient> {
  const api = apiClient(stack.url, stack.sandbox.signIn(email))
  const organization = await dataOf('sign-up', api.POST('/v1/organization', { body: { name } }))
  step(`${email} signs in and creates “${name}” (${organization.id})`)
  return api
}

/** Creates a customer, connects it to Google, and chooses container and Ads account. */
async function connectCustomer(stack: Stack, api: ApiClient): Promise<string> {
  const customer = await dataOf(
    'customer',
    api.POST('/v1/customers', {
      body: { name: 'Corner Bakery', websiteUrl: 'https://corner-bakery.example' },
    }),
  )
  const params = { path: { customerId: customer.id } }
  const { authorizationUrl } = await dataOf(
    'connect',
    api.POST('/v1/customers/{customerId}/connect', { params }),
  )
  const callback = await walkConsent(authorizationUrl, { email: AGENCY_LOGIN })
  step('The user grants all scopes on Google’s consent page')
  const returned = await fetch(callback, { redirect: 'manual' })
  const handle = new URL(returned.headers.get('location') ?? stack.url).searchParams.get('connection') ?? ''
  check(
    'The callback stores a pending grant and gives the browser only a handle',
    handle !== '',
    returned.status,
  )
  await dataOf('complete', api.POST('/v1/connections/complete', { body: { handle } }))
  step('The same user confirms, and the grant is stored encrypted')

  const google = await dataOf('google', api.GET('/v1/customers/{customerId}/google', { params }))
  const accountId = google.accounts[0]?.accountId ?? ''
  const adsAccounts = google.adsAccounts ?? []
  step(
    `The login can see ${google.accounts.length} Tag Manager account(s) and ${adsAccounts.length} Ads account(s)`,
  )
  const found = await dataOf(
    'containers',
    api.GET('/v1/customers/{customerId}/google', { params: { ...params, query: { accountId } } }),
  )
  const container = found.accounts.flatMap(({ containers }) => containers ?? [])[0]
  const adsAccount = adsAccounts.find(({ manager }) => !manager)
  if (!container || !adsAccount) throw new DemoError('The login can see no container or no Ads account.')
  const { googleContainerId } = container
  const { googleAdsAccountId } = adsAccount
  const chosen = await dataOf(
    'choice',
    api.PATCH('/v1/customers/{customerId}', { params, body: { googleContainerId, googleAdsAccountId } }),
  )
  check(
    `Container ${googleContainerId} and Ads account ${googleAdsAccountId} are chosen: ${chosen.status}`,
    chosen.status === 'READY',
    chosen,
  )
  return customer.id
}

/** Waits for the run to end; the request has started it in the background. */
async function awaitRun(api: ApiClient, syncRunId: string): Promise<Schemas['SyncRunWithJobs']> {
  const deadline = Date.now() + 40_000
  for (;;) {
    const run = await dataOf('run', api.GET('/v1/sync-runs/{syncRunId}', { params: { path: { syncRunId } } }))
    if (!['QUEUED', 'RUNNING'].includes(run.status)) return run
    if (Date.now() > deadline) throw new DemoError(`The run is still ${run.status}.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function runDemo(stack: Stack, requests: LogEntry[]): Promise<void> {
  heading('Two agencies')
  const north = await signUp(stack, 'ada@northlight.example', 'Northlight Agency')
  const harbour = await signUp(stack, 'cleo@harbour.example', 'Harbour Digital')
  await dataOf('publish mode', north.PATCH('/v1/organization', { body: { publishMode: 'AUTO' } }))
  step('Northlight publishes versions automatically (publishMode AUTO)')

  heading('Connecting a customer')
  const customerId = await connectCustomer(stack, north)

  heading('Four trackings of four types')
  for (const wanted of TRACKINGS) {
    const tracking = await dataOf(
      'tracking',
      north.POST('/v1/trackings', { body: { customerId, ...wanted } }),
    )
    step(`${tracking.type.padEnd(13)} “${tracking.name}”: ${tracking.syncStatus}`)
  }

  heading('One request: sync')
  const callsBefore = stack.sandbox.calls.length
  const syncStarted = performance.now()
  const requested = await dataOf(
    'sync',
    north.POST('/v1/customers/{customerId}/sync', { params: { path: { customerId } } }),
  )
  const run = await awaitRun(north, requested.id)
  check(
    `The run ended as SUCCEEDED in ${((performance.now() - syncStarted) / 1000).toFixed(1)} s with version ${run.versionId}`,
    run.status === 'SUCCEEDED',
    run,
  )
  const { data } = await dataOf(
    'trackings',
    north.GET('/v1/trackings', { params: { query: { customerId } } }),
  )
  showTrackings(data, run.versionId)
  const live = data.filter(({ syncStatus }) => syncStatus === 'SUCCESS').length
  check(`${live} of ${TRACKINGS.length} trackings are live`, live === TRACKINGS.length, data)
  showCalls(stack, callsBefore)
  stack.sandbox.setAdsNow(visitedAt())
  checkAgainstGoogle(stack, data, run.versionId)
  stack.sandbox.setAdsNow(undefined)

  await tellStory({ stack, api: north, customerId, trackings: data, awaitRun: (id) => awaitRun(north, id) })

  heading('A report')
  const report = await dataOf('report', north.GET('/v1/reports/overview'))
  step(`Customers  ${JSON.stringify(report.customers.byStatus)}`)
  step(`Trackings  ${JSON.stringify(report.trackings.bySyncStatus)}`)
  step(
    `Most trackings: ${report.topCustomers.map(({ name, trackingCount }) => `${name} (${trackingCount})`).join(', ')}`,
  )
  check('All four trackings are counted as SUCCESS', report.trackings.bySyncStatus.SUCCESS === 4, report)

  heading('Tenant isolation')
  const read = (trackingId: string) =>
    harbour.GET('/v1/trackings/{trackingId}', { params: { path: { trackingId } } })
  const foreign = await read(data[0]?.id ?? '')
  const absent = await read('018f0000-0000-7000-8000-000000000000')
  const visible = ({ response, error }: Awaited<ReturnType<typeof read>>) =>
    JSON.stringify([response.status, { ...error, requestId: 0, instance: 0 }])
  step(
    `Harbour reads Northlight’s tracking: ${foreign.response.status}, an id that does not exist: ${absent.response.status}`,
  )
  check(
    'The two responses are identical',
    foreign.response.status === 404 && visible(foreign) === visible(absent),
    [foreign.error, absent.error],
  )

  await showEvidence({ stack, api: north, customerId, trackings: data })

  showCosts(stack, requests)
}

// `--built [FOLDER]` runs the demo on the built functions of the folder, as Vercel would; without one they are built now.
const { values, positionals } = parseArgs({ options: { built: { type: 'boolean' } }, allowPositionals: true })
await using scratch = await mkdtempDisposable(join(tmpdir(), 'oneclicktag-demo-'))
const requests: LogEntry[] = []
setLogSink((line) => {
  if (line.event === 'request') requests.push(line)
})
console.log('OneClickTag: from one request to a published, verified Tag Manager version')
heading('The stack')
const built = values.built ? (positionals[0] ?? (await buildFunctions(scratch.path))) : undefined
// Loaded at the first click, it would hold up every connection of this process.
loadBrowser()
const stack = await startStack({ port: 0, built, quotaPer100S: QUOTA, onStep: step })
try {
  await runDemo(stack, requests)
  heading('Done: every step was checked against the state of the Google sandbox.')
} catch (error) {
  console.error(error instanceof DemoError ? `\n✗ ${error.message}` : error)
  process.exitCode = 1
} finally {
  await stack.stop()
}
