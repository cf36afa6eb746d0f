export type Service = 'accounts' | 'oauth' | 'tagmanager' | 'ads' | 'identity'

/** Which request a fault waits for: the `nth` (from 1) that fits, and the `times - 1` that follow it. */
type FaultMatch = { service: Service; operation?: string; nth?: number; times?: number }

/** How a request fails. `after`: the state is changed first, as when Google did the work and then broke. */
export type Fault =
  | { status: number; reason?: string; message?: string; retryAfter?: number; after?: boolean }
  /**
   * A Google Ads error code, e.g. `{ quotaError: 'RESOURCE_EXHAUSTED' }`; `retryDelay` such as `30s`, `operation` the
   * position of the failed one.
   */
  | {
      adsError: Record<string, string>
      message?: string
      retryDelay?: string
      operation?: number
      after?: boolean
    }
  /** The token endpoint's error, e.g. `invalid_grant`. */
  | { oauthError: string; description?: string; subtype?: string; after?: boolean }
  /** The connection breaks before Google saw the request. */
  | { loseRequest: true }
  /** Google did the work, the response never arrives. */
  | { loseResponse: true }
  /** No response until the caller gives up. */
  | { hang: true; after?: boolean }
  | { fingerprintConflict: true }
  /** 200 with `compilerError: true` and no version; the workspace stays. */
  | { compileError: true }

type Pending = { match: FaultMatch; fault: Fault; skip: number; times: number }

export type Faults = {
  next(match: FaultMatch, fault: Fault): void
  /** Faults that no request has met yet: a test that queues one should end with none. */
  pending(): { match: FaultMatch; fault: Fault }[]
  clear(): void
  /** The fault for this request, taken off the queue. */
  take(service: Service, operation: string): Fault | undefined
}

export function createFaults(): Faults {
  let queue: Pending[] = []
  return {
    next(match, fault) {
      queue.push({ match, fault, skip: (match.nth ?? 1) - 1, times: match.times ?? 1 })
    },
    pending: () => queue.map(({ match, fault }) => ({ match, fault })),
    clear() {
      queue = []
    },
    take(service, operation) {
      const fits = ({ match }: Pending) =>
        match.service === service && (match.operation === undefined || match.operation === operation)
      const due = queue.find((pending) => fits(pending) && pending.skip === 0)
      for (const pending of queue) if (fits(pending) && pending.skip > 0) pending.skip -= 1
      if (!due) return undefined
      due.times -= 1
      if (due.times === 0) queue = queue.filter((pending) => pending !== due)
      return due.fault
    },
  }
}
