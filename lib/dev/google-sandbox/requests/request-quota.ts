import { googleError } from '../errors/google-error.ts'

const WINDOW_MS = 100_000

/**
 * Counts Tag Manager requests of the whole Cloud project.
 * @see https://developers.google.com/tag-platform/tag-manager/api/v2/limits-quotas
 */
export type Quota = {
  readonly perWindow: number
  readonly perDay: number
  /** Requests that arrived in the fullest 100 seconds so far, rejected ones included. */
  readonly maxInWindow: number
  /** Requests that arrived in all. */
  readonly arrived: number
  readonly rejected: number
  /** Counts one request; a 429 when it comes too soon. */
  admit(): Response | undefined
}

export function createQuota(now: () => Date, limits: { perWindow?: number; perDay?: number } = {}): Quota {
  const { perWindow = 25, perDay = 10_000 } = limits
  const seen = { maxInWindow: 0, arrived: 0, rejected: 0 }
  let arrivals: number[] = []
  let admitted: number[] = []
  let day = { name: '', count: 0 }

  return {
    perWindow,
    perDay,
    get maxInWindow() {
      return seen.maxInWindow
    },
    get arrived() {
      return seen.arrived
    },
    get rejected() {
      return seen.rejected
    },
    admit() {
      const time = now()
      const since = time.getTime() - WINDOW_MS
      arrivals = [...arrivals.filter((at) => at > since), time.getTime()]
      admitted = admitted.filter((at) => at > since)
      seen.arrived += 1
      seen.maxInWindow = Math.max(seen.maxInWindow, arrivals.length)
      const today = pacificDay(time)
      if (day.name !== today) day = { name: today, count: 0 }
      const limit =
        admitted.length >= perWindow ? 'Queries per 100 seconds' : day.count >= perDay && 'Queries per day'
      if (!limit) {
        admitted.push(time.getTime())
        day.count += 1
        return undefined
      }
      seen.rejected += 1
      const message = `Quota exceeded for quota metric 'Queries' and limit '${limit}' of service 'tagmanager.googleapis.com'.`
      return googleError(429, { message, info: 'RATE_LIMIT_EXCEEDED' })
    },
  }
}

const PACIFIC = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' })

/** Daily quotas are reset at midnight Pacific time. */
function pacificDay(time: Date): string {
  return PACIFIC.format(time)
}
