import type { Transitions } from './transitions.ts'

export const SYNC_JOB_STATUSES = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const
export type SyncJobStatus = (typeof SYNC_JOB_STATUSES)[number]

/** A job whose run is replaced goes on as RUNNING with the new run, unless a newer job of its tracking replaces it. */
export const SYNC_JOB_TRANSITIONS: Transitions<SyncJobStatus> = {
  QUEUED: ['RUNNING', 'CANCELLED'],
  RUNNING: ['SUCCEEDED', 'FAILED', 'CANCELLED'],
  SUCCEEDED: [],
  FAILED: [],
  CANCELLED: [],
}
