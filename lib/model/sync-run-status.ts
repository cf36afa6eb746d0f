import type { Transitions } from './transitions.ts'

/** `AWAITING_PUBLISH`: the version is made, and an ADMIN decides whether it goes live. */
export const SYNC_RUN_STATUSES = [
  'QUEUED',
  'RUNNING',
  'AWAITING_PUBLISH',
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
] as const
export type SyncRunStatus = (typeof SYNC_RUN_STATUSES)[number]

/** A run that is postponed, or whose lease ran out, stays RUNNING: nothing else starts on its container in between. */
export const SYNC_RUN_TRANSITIONS: Transitions<SyncRunStatus> = {
  QUEUED: ['RUNNING', 'CANCELLED'],
  RUNNING: ['AWAITING_PUBLISH', 'SUCCEEDED', 'FAILED', 'CANCELLED'],
  AWAITING_PUBLISH: ['QUEUED', 'CANCELLED'],
  SUCCEEDED: [],
  FAILED: [],
  CANCELLED: [],
}
