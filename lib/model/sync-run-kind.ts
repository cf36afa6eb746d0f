/** What a run is for. */
export const SYNC_RUN_KINDS = ['SYNC', 'PUBLISH', 'PLAN', 'VERIFY', 'REPAIR', 'ROLLBACK'] as const
export type SyncRunKind = (typeof SYNC_RUN_KINDS)[number]

/** The kinds that write nothing at Google; `app.only_looks` says the same to the queue. */
export const LOOKING_KINDS = ['PLAN', 'VERIFY'] as const satisfies readonly SyncRunKind[]

/** Whether a run of this kind writes nothing at Google. */
export function onlyLooks(kind: string): boolean {
  return LOOKING_KINDS.some((looking) => looking === kind)
}
