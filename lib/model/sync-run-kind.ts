/** What a run is for. */
export const SYNC_RUN_KINDS = ['SYNC', 'PUBLISH', 'VERIFY', 'ROLLBACK'] as const
