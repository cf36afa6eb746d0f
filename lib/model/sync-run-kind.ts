/** What a run is for. */
export const SYNC_RUN_KINDS = ['SYNC', 'PUBLISH', 'ROLLBACK'] as const
