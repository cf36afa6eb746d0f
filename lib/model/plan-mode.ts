/**
 * How far a plan may go. `edit`: a run that somebody's change has started. `sync`: one that was asked for. `repair`: one
 * that sets what other people changed back to what is wanted.
 */
export const PLAN_MODES = ['edit', 'sync', 'repair'] as const
export type PlanMode = (typeof PLAN_MODES)[number]
