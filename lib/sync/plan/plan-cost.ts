import { QUOTA_WINDOW_MS } from '../../model/quota-window.ts'
import type { RunPlanView } from './run-plan-view.ts'

/** Calls that a sync makes to learn, twice where it applies a plan: before it writes anything, and when it writes. */
type Learning = {
  tagManager: number
  ads: number
  /** To be sure that a container without a version is there at all; only before it writes. */
  container: number
}

type Writing = {
  /** Requests that write in Google Ads, or ask whether it would take them. */
  mutates: number
  /** Requests that read the labels of new conversion actions. */
  labels: number
  /** What becomes of the container. */
  container: 'none' | 'looked_at' | 'fresh' | 'drafted' | 'published_as_is'
  setsLatest: boolean
  publishes: boolean
}

/** Names and makes a workspace, writes, compiles, makes a version. */
const DRAFT_CALLS = 5
/** Publishes, and looks whether it is live. */
const PUBLISH_CALLS = 2

/**
 * What a sync that applies a plan costs, if nothing goes wrong.
 * @param callsPerWindow calls to Tag Manager that the quota grants in 102 s
 */
export function planCost(
  learning: Learning,
  { mutates, labels, container, setsLatest, publishes }: Writing,
  callsPerWindow: number,
): NonNullable<RunPlanView['cost']> {
  const readsAgain = container === 'none' ? 0 : learning.tagManager
  const writes = container === 'drafted' ? DRAFT_CALLS : container === 'fresh' ? 1 : 0
  const isPublished = publishes && (container === 'drafted' || container === 'published_as_is')
  const tagManagerCalls =
    learning.tagManager +
    learning.container +
    readsAgain +
    writes +
    (setsLatest ? 1 : 0) +
    (isPublished ? PUBLISH_CALLS : 0)
  return {
    tagManagerCalls,
    adsCalls: 2 * (learning.ads + mutates) + labels,
    quotaSeconds: Math.ceil((tagManagerCalls * QUOTA_WINDOW_MS) / 1_000 / callsPerWindow),
  }
}
