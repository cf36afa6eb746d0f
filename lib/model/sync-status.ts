import type { Transitions } from './transitions.ts'

/**
 * How far the latest edit of a tracking has come on its way to Google. `AWAITING_PUBLISH`: a version with it is made, and
 * an ADMIN decides whether it goes live.
 */
export const SYNC_STATUSES = ['PENDING', 'IN_PROGRESS', 'AWAITING_PUBLISH', 'SUCCESS', 'FAILED'] as const
export type SyncStatus = (typeof SYNC_STATUSES)[number]

/**
 * A tracking that is deleted is SUCCESS where nothing is left to do: nothing of it was deployed yet, or the customer has
 * let go of the container from which it was to be removed.
 */
export const SYNC_STATUS_TRANSITIONS: Transitions<SyncStatus> = {
  PENDING: ['IN_PROGRESS', 'SUCCESS'],
  IN_PROGRESS: ['PENDING', 'AWAITING_PUBLISH', 'SUCCESS', 'FAILED'],
  AWAITING_PUBLISH: ['PENDING', 'IN_PROGRESS', 'SUCCESS'],
  SUCCESS: ['PENDING'],
  FAILED: ['PENDING', 'IN_PROGRESS', 'SUCCESS'],
}
