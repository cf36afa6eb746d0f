import { describe, expect, it } from 'vitest'
import type { Fault } from '../../lib/dev/google-sandbox/requests/faults.ts'
import type { GoogleReason } from '../../lib/google/google-reasons.ts'
import type { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { sampled } from '../fixtures/depth.ts'
import {
  disturb,
  expectAllLive,
  kindOf,
  retryingFailure,
  runFailure,
  syncAgain,
  trackingFailure,
} from '../fixtures/disturbed-sync.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'
import { runSync } from '../fixtures/run-sync.ts'
import {
  ADS,
  CONTAINER,
  EVERY,
  INSIDE,
  only,
  type SyncRequest,
  TAG_MANAGER,
  writing,
} from '../fixtures/sync-requests.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })

type Situation = {
  title: string
  fault: Fault
  at: readonly SyncRequest[]
  /** How many requests in a row meet it. */
  times?: number
  /** Google describes a container that is hidden as one that never had a version; what was live before cannot be that. */
  published?: boolean
}
type Ends = Situation & { reason: GoogleReason }
type Waits = Ends & { waitMs: number; attempts: 0 | 1 }

/** Runs into the fault at each of the requests, one tracking after the other, and fixes it each time. */
async function atEach(
  { at, fault, times = 1, published = false }: Situation,
  check: (customer: ReadyCustomer, met: Awaited<ReturnType<typeof disturb>>) => Promise<void>,
): Promise<void> {
  const customer = await readyCustomer(sandbox())
  const trackings: TrackingView[] = []
  if (published) {
    trackings.push(await customer.draft({ name: 'Published' }))
    await customer.sync()
  }
  for (const { writes: _, given, ...request } of sampled(at, 10, ({ service }) => service)) {
    await given?.(sandbox(), customer)
    const name = `T${trackings.length} ${request.operation}`
    const met = await disturb(sandbox(), customer, { ...request, times }, fault, name)
    await check(customer, met)
    trackings.push(met.tracking)
    await expectAllLive(sandbox(), customer, trackings)
  }
  const { versions } = sandbox().observe().containers[customer.container.publicId] ?? {}
  expect(versions).toHaveLength(trackings.length)
}

const RETRY = { attempts: 1, waitMs: 5_000 } as const
const QUOTA = { attempts: 0, waitMs: 30_000 } as const
const HOUR = 3_600_000

const WAITS: Waits[] = [
  {
    title: 'rate limit as 403 rateLimitExceeded',
    fault: { status: 403, reason: 'rateLimitExceeded' },
    at: TAG_MANAGER,
    reason: 'rate_limited',
    ...QUOTA,
  },
  {
    title: 'rate limit as 403 userRateLimitExceeded',
    fault: { status: 403, reason: 'userRateLimitExceeded' },
    at: TAG_MANAGER,
    reason: 'rate_limited',
    ...QUOTA,
  },
  {
    title: 'daily limit as 403 dailyLimitExceeded',
    fault: { status: 403, reason: 'dailyLimitExceeded' },
    at: TAG_MANAGER,
    reason: 'daily_quota_exhausted',
    attempts: 0,
    waitMs: HOUR,
  },
  {
    title: '429 with Retry-After',
    fault: { status: 429, retryAfter: 77 },
    at: EVERY,
    reason: 'rate_limited',
    attempts: 0,
    waitMs: 77_000,
  },
  {
    title: 'Ads RESOURCE_EXHAUSTED with retryDelay',
    fault: { adsError: { quotaError: 'RESOURCE_EXHAUSTED' }, retryDelay: '45s' },
    at: ADS,
    reason: 'rate_limited',
    attempts: 0,
    waitMs: 45_000,
  },
  {
    title: 'the container is not found for a moment',
    published: true,
    fault: { status: 404 },
    at: CONTAINER,
    reason: 'container_not_found',
    ...RETRY,
  },
  {
    title: 'something inside of the container is not found',
    fault: { status: 404 },
    at: INSIDE.filter(({ operation }) => operation !== 'bulk_update'),
    reason: 'entity_not_found',
    ...RETRY,
  },
  {
    title: 'fingerprint conflict',
    fault: { fingerprintConflict: true },
    at: writing(TAG_MANAGER),
    reason: 'fingerprint_conflict',
    ...RETRY,
  },
  {
    title: 'precondition failed (412)',
    fault: { status: 412 },
    at: writing(TAG_MANAGER),
    reason: 'fingerprint_conflict',
    ...RETRY,
  },
  { title: '500 before the work', fault: { status: 500 }, at: EVERY, reason: 'server_error', ...RETRY },
  { title: '502', fault: { status: 502 }, at: writing(EVERY), reason: 'server_error', ...RETRY },
  {
    title: '503 after the work',
    fault: { status: 503, after: true },
    at: writing(EVERY),
    reason: 'server_error',
    ...RETRY,
  },
  {
    title: '500 after the work',
    fault: { status: 500, after: true },
    at: writing(EVERY),
    reason: 'server_error',
    ...RETRY,
  },
  { title: 'no response in time', fault: { hang: true }, at: EVERY, reason: 'timeout', ...RETRY },
  {
    title: 'no response in time after the work',
    fault: { hang: true, after: true },
    at: writing(EVERY),
    reason: 'timeout',
    ...RETRY,
  },
  { title: 'a lost request', fault: { loseRequest: true }, at: EVERY, reason: 'unreachable', ...RETRY },
  {
    title: 'a lost response',
    fault: { loseResponse: true },
    at: writing(EVERY),
    reason: 'unreachable',
    ...RETRY,
  },
  {
    title: 'Ads CONCURRENT_MODIFICATION',
    fault: { adsError: { databaseError: 'CONCURRENT_MODIFICATION' } },
    at: ADS,
    reason: 'server_error',
    ...RETRY,
  },
  {
    title: 'Ads INTERNAL_ERROR',
    fault: { adsError: { internalError: 'INTERNAL_ERROR' } },
    at: ADS,
    reason: 'server_error',
    ...RETRY,
  },
  {
    title: 'Ads DUPLICATE_NAME of an action that does not show yet',
    fault: { adsError: { conversionActionError: 'DUPLICATE_NAME' }, after: true },
    at: writing(ADS),
    reason: 'duplicate_name',
    ...RETRY,
  },
  {
    title: 'a name taken by our own object of a lost response',
    fault: { status: 400, message: 'Found entity with duplicate name.', after: true },
    at: only('bulk_update'),
    reason: 'duplicate_name',
    ...RETRY,
  },
  {
    title: 'an empty workspace at create_version',
    fault: { status: 200 },
    at: only('create_version'),
    reason: 'fingerprint_conflict',
    ...RETRY,
  },
]

const ENDS: Ends[] = [
  {
    title: 'a fresh access token is rejected too',
    fault: { status: 401 },
    times: 2,
    at: EVERY.filter(({ given }) => !given),
    reason: 'access_token_rejected',
  },
  {
    title: 'a fresh access token lacks a scope too',
    fault: { status: 403, reason: 'insufficientPermissions' },
    times: 2,
    at: TAG_MANAGER.filter(({ given }) => !given),
    reason: 'scope_missing',
  },
  {
    title: '403 SERVICE_DISABLED',
    fault: { status: 403, reason: 'SERVICE_DISABLED' },
    at: TAG_MANAGER,
    reason: 'service_disabled',
  },
  {
    title: 'any other 403 of Tag Manager',
    fault: { status: 403 },
    at: TAG_MANAGER,
    reason: 'container_access_denied',
  },
  {
    title: 'a compile error returned with 200',
    fault: { compileError: true },
    at: [...only('quick_preview'), ...only('create_version')],
    reason: 'compile_error',
  },
  {
    title: 'Ads USER_PERMISSION_DENIED',
    fault: { adsError: { authorizationError: 'USER_PERMISSION_DENIED' } },
    at: ADS,
    reason: 'ads_access_denied',
  },
  {
    title: 'Ads CUSTOMER_NOT_ENABLED',
    fault: { adsError: { authorizationError: 'CUSTOMER_NOT_ENABLED' } },
    at: ADS,
    reason: 'ads_account_not_enabled',
  },
  {
    title: 'Ads ACTION_NOT_PERMITTED',
    fault: { adsError: { authorizationError: 'ACTION_NOT_PERMITTED' } },
    at: ADS,
    reason: 'ads_action_not_permitted',
  },
  {
    title: 'Ads UNSUPPORTED_VERSION',
    fault: { adsError: { requestError: 'UNSUPPORTED_VERSION' } },
    at: ADS,
    reason: 'unsupported_version',
  },
]

const PROCEEDS: Situation[] = [
  { title: 'an access token rejected once', fault: { status: 401 }, at: EVERY },
  {
    title: 'a scope reported missing once',
    fault: { status: 403, reason: 'insufficientPermissions' },
    at: TAG_MANAGER,
  },
  {
    title: 'bulk_update not found',
    fault: { status: 404 },
    at: only('bulk_update'),
  },
]

describe('a sync goes on by itself after', () => {
  it.each(PROCEEDS)('$title', async (situation) => {
    await atEach(situation, async (_, { run, tracking }) => {
      expect(run).toMatchObject({ status: 'SUCCEEDED', attempts: 1, errorCode: null })
      expect(tracking).toMatchObject({ syncStatus: 'SUCCESS', syncErrorCode: null })
    })
  })
})

describe('a sync waits, and then succeeds, after', () => {
  it.each(WAITS)('$title', async (situation) => {
    const { reason, waitMs, attempts } = situation
    expect(kindOf(reason)).toMatch(attempts === 0 ? /^quota$/ : /^(transient|conflict|user_action)$/)
    await atEach(situation, async (customer, { run, tracking }) => {
      expect(run).toMatchObject({ status: 'RUNNING', attempts, ...retryingFailure(reason) })
      expect(tracking).toMatchObject({ syncStatus: 'IN_PROGRESS', syncErrorCode: null })
      const waits = Date.parse(run.runAt) - Date.parse(run.claimedAt ?? '')
      expect(waits).toBeGreaterThanOrEqual(waitMs)
      const tooEarly = { runId: run.id, deadline: new Date(Date.now() + 20_000) }
      expect(await runSync(tooEarly)).toEqual([])
      const again = await syncAgain(customer, run)
      expect(again).toMatchObject({ status: 'SUCCEEDED', attempts: attempts + 1, errorCode: null })
    })
  })
})

describe('a sync ends, and the next one succeeds, after', () => {
  it.each(ENDS)('$title', async (situation) => {
    const { reason } = situation
    expect(kindOf(reason)).toMatch(/^(token|user_action|permanent|operator)$/)
    await atEach(situation, async (customer, { run, tracking }) => {
      expect(run).toMatchObject({ status: 'FAILED', attempts: 1, ...runFailure(reason) })
      expect(run.jobs).toMatchObject([{ status: 'FAILED', ...runFailure(reason) }])
      expect(tracking).toMatchObject({ syncStatus: 'FAILED', ...trackingFailure(reason) })
      expect(await syncAgain(customer, run)).toMatchObject({ status: 'SUCCEEDED', errorCode: null })
    })
  })
})
