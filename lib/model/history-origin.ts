/** Through whom it came: a run of ours, or somebody in Tag Manager, of whom Google tells no name. */
export const HISTORY_ORIGINS = ['OURS', 'TAG_MANAGER'] as const
export type HistoryOrigin = (typeof HISTORY_ORIGINS)[number]
