/** What an entry of a customer's history tells: what became live, or what a run has changed in Google Ads. */
export const HISTORY_KINDS = ['FIRST_SEEN', 'PUBLISHED', 'ROLLED_BACK', 'ACTIONS_CHANGED'] as const
export type HistoryKind = (typeof HISTORY_KINDS)[number]
