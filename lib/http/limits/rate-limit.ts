import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { callSystem } from '../../db/system-pool.ts'
import { AppError } from '../../errors/app-error.ts'

/** What a call costs us, and so which limit it counts against; `google` consumes the quota that all share. */
export type RateClass =
  | 'read'
  | 'report'
  | 'write'
  | 'google'
  | 'export'
  | 'sign-up'
  | 'public'
  | 'unknown-key'
  | 'cron'

/** Whose requests are counted together: one caller's, one organization's, those from one address. */
export type RateLimitBucket = 'caller' | 'organization' | 'address'

export type Limits = {
  readonly [Rate in RateClass]: {
    /** Counted by all instances together, through PostgreSQL; else by each for itself, which costs nothing. */
    readonly shared: boolean
    /** A minute, where nothing else is said. */
    readonly windowSeconds?: number
  } & { readonly [Who in RateLimitBucket]?: number }
}

const MINUTE = 60
const DAY = 86_400

/**
 * Requests a minute, or in the window that is named. They are far above what people and their scripts do, and stop runaway loops.
 * A caller alone cannot use up what the organization has.
 */
export const RATE_LIMITS: Limits = {
  // One round trip each; to count it elsewhere would cost another.
  read: { shared: false, caller: 3_000 },
  // Reads all rows of an organization to count them.
  report: { shared: false, caller: 120, organization: 240 },
  // Each writes some rows, an audit entry and perhaps a run.
  write: { shared: true, caller: 600, organization: 3_000 },
  // May call Google, whose quota all organizations share.
  google: { shared: true, caller: 60, organization: 180 },
  // Walks an organization's audit log, however long; besides, one at a time (one-export.ts).
  export: { shared: true, caller: 10, organization: 20 },
  // Founds an organization, which has shares and limits of its own; an address in a day as for a whole office.
  'sign-up': { shared: true, windowSeconds: DAY, caller: 20, address: 20 },
  // Without sign-in the address is all there is to count by, and nothing is to be written for an unknown caller.
  public: { shared: false, address: 300 },
  // API keys that an instance has not found before: each costs a look-up, whoever sends it. No route has this class.
  'unknown-key': { shared: false, address: 60 },
  // The holder of the secret is the schedule itself.
  cron: { shared: false },
}

/** How much of one policy a bucket has used in the present window. */
export type RateLimitStatus = {
  policy: string
  limit: number
  windowSeconds: number
  remaining: number
  resetSeconds: number
}

/**
 * Counts one request.
 * @param onStatus receives the bucket's status, allowed or not
 * @throws AppError `rate_limited`
 */
export type Consume = (
  rate: RateClass,
  bucket: RateLimitBucket,
  id: string,
  onStatus: (status: RateLimitStatus) => void,
) => Promise<void>

type Limiter = RateLimiterMemory | RateLimiterPostgres

/** Makes the counters of a table of limits; each instance has one set, {@link consume}. */
export function rateLimiters(limits: Limits): Consume {
  const limiters = new Map<string, Limiter>()
  return async (rate, bucket, id, onStatus) => {
    const { shared, windowSeconds = MINUTE, [bucket]: limit } = limits[rate]
    if (limit === undefined) return
    const policy = bucket === 'caller' ? rate : `${rate}-${bucket}`
    const make = shared ? sharedLimiter : ownLimiter
    const known = limiters.get(policy)
    const limiter = known ?? make(policy, limit, windowSeconds)
    if (!known) limiters.set(policy, limiter)
    const { allowed, left } = await takePoint(limiter, id)
    const resetSeconds = Math.ceil(left.msBeforeNext / 1000)
    onStatus({ policy, limit, windowSeconds, remaining: left.remainingPoints, resetSeconds })
    if (!allowed) throw tooMany(limit, windowSeconds, bucket, resetSeconds)
  }
}

/** The counters of this instance. */
export const consume = rateLimiters(RATE_LIMITS)

function ownLimiter(policy: string, points: number, duration: number): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix: policy, points, duration })
}

/** A caller over the limit is denied from memory, and while the database is away each instance counts by itself. */
function sharedLimiter(policy: string, points: number, duration: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: { query: countConcurrently },
    storeType: 'client',
    schemaName: 'app',
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: policy,
    points,
    duration,
    inMemoryBlockOnConsumed: points,
    insuranceLimiter: ownLimiter(policy, points, duration),
  })
}

/** The library names its statements, which a pooler in transaction mode could not keep: sent without the name. */
async function countConcurrently({ text, values }: { text: string; values: unknown[] }) {
  const rows = await callSystem(text, values, { concurrent: true })
  return { rows, rowCount: rows.length }
}

async function takePoint(limiter: Limiter, id: string): Promise<{ allowed: boolean; left: RateLimiterRes }> {
  try {
    return { allowed: true, left: await limiter.consume(id) }
  } catch (rejected) {
    if (!(rejected instanceof RateLimiterRes)) throw rejected
    return { allowed: false, left: rejected }
  }
}

function tooMany(
  limit: number,
  windowSeconds: number,
  bucket: RateLimitBucket,
  retryAfterSeconds: number,
): AppError {
  const whose = { caller: 'you', organization: 'your organization', address: 'your address' }[bucket]
  return new AppError(
    'rate_limited',
    `There are at most ${limit} such requests from ${whose} in ${windowSeconds} s; wait ${retryAfterSeconds} s.`,
    { retryAfterSeconds },
  )
}

/**
 * `RateLimit-Policy` and `RateLimit`, as lists of RFC 9651.
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-10
 */
export function rateLimitHeaders(statuses: readonly RateLimitStatus[]): Record<string, string> {
  if (statuses.length === 0) return {}
  const sorted = statuses.toSorted((a, b) => (a.policy < b.policy ? -1 : 1))
  const list = (item: (status: RateLimitStatus) => string) =>
    sorted.map((status) => `"${status.policy}";${item(status)}`).join(', ')
  return {
    'ratelimit-policy': list(({ limit, windowSeconds }) => `q=${limit};w=${windowSeconds}`),
    ratelimit: list(({ remaining, resetSeconds }) => `r=${remaining};t=${resetSeconds}`),
  }
}
