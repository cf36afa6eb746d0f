import { GoogleError } from './google-error.ts'
import type { GoogleReason } from './google-reasons.ts'

/** The result, or the one of `reasons` for which Google rejected the request. */
export async function rejectedOr<const Reason extends GoogleReason, T>(
  reasons: readonly Reason[],
  request: Promise<T>,
): Promise<T | Reason> {
  try {
    return await request
  } catch (error) {
    const reason = error instanceof GoogleError && reasons.find((each) => each === error.reason)
    if (reason) return reason
    throw error
  }
}
