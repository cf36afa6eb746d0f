/** What a job does for its tracking at Google. */
export const SYNC_JOB_ACTIONS = ['CREATE', 'UPDATE', 'DELETE'] as const
export type SyncJobAction = (typeof SYNC_JOB_ACTIONS)[number]
