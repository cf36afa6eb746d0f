import { isAlwaysTrue } from '../deployment/condition-holds.ts'
import type { Trigger } from '../google/tag-manager-schemas.ts'

/** Types that wait for a page as such; with a condition they may wait for the page that thanks. */
const PAGE_TYPES: ReadonlySet<string> = new Set([
  'pageview',
  'domReady',
  'windowLoaded',
  'init',
  'consentInit',
  'historyChange',
])

const PASSIVE_TYPES: ReadonlySet<string> = new Set(['scrollDepth', 'timer', 'youTubeVideo'])

/** Whether a trigger waits for no more than every page, a scroll, a video or time. */
export function isMicroTrigger({ type, filter }: Trigger): boolean {
  if (PASSIVE_TYPES.has(type)) return true
  return PAGE_TYPES.has(type) && (filter ?? []).every(isAlwaysTrue)
}
