/** The groups that hold every right; logins have theirs by membership. */
export type LoginGroup = 'oct_app' | 'oct_system' | 'oct_owner'

const OF_EVERY_LOGIN = {
  timezone: 'UTC',
  search_path: 'public',
  lock_timeout: '5s',
  // As for any disk without a moving head. With it lists are read in order of an index, although the planner is not told
  // how much of a table is whose.
  random_page_cost: '1.1',
}

/**
 * The settings that a login carries: one is not inherited from a group, and a pooler in transaction mode rejects it in
 * the connection URL.
 */
export const LOGIN_SETTINGS: Readonly<Record<LoginGroup, Readonly<Record<string, string>>>> = {
  oct_app: { ...OF_EVERY_LOGIN, statement_timeout: '15s', idle_in_transaction_session_timeout: '15s' },
  oct_system: { ...OF_EVERY_LOGIN, statement_timeout: '60s', idle_in_transaction_session_timeout: '30s' },
  // Migrations act as the group, so that it owns what they create, and have no time limit.
  oct_owner: { ...OF_EVERY_LOGIN, statement_timeout: '0', role: 'oct_owner' },
}
