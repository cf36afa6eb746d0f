/**
 * How far a rollback goes. `previous_version`: the version that was live before ours is live again. `our_changes`: only
 * what we changed is taken out of what is live.
 */
export const ROLLBACK_MODES = ['previous_version', 'our_changes'] as const
export type RollbackMode = (typeof ROLLBACK_MODES)[number]
