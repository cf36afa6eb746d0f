import type { Statement } from './execute-statement.ts'
import type { Group } from './groups.ts'

export type Login = { group: Group; name: string; password: string | undefined }

// A setting is not inherited from a group, and a pooler in transaction mode rejects it in the connection URL, so each
// login carries its own.
const SETTINGS_OF_EVERY_LOGIN = {
  timezone: 'UTC',
  search_path: 'public',
  lock_timeout: '5s',
  // As for any disk without a moving head. With it lists are read in order of an index, although the planner is not told
  // how much of a table is whose.
  random_page_cost: '1.1',
}
const SETTINGS: Record<Group, Record<string, string>> = {
  oct_app: { statement_timeout: '15s', idle_in_transaction_session_timeout: '15s' },
  oct_system: { statement_timeout: '60s', idle_in_transaction_session_timeout: '30s' },
  // Migrations act as the group, so that it owns what they create, and have no time limit.
  oct_owner: { statement_timeout: '0', role: 'oct_owner' },
}

/** The statements that give an existing login its password, membership and settings. */
export function planLogin({ group, name, password }: Login): Statement[] {
  const settings = Object.entries({ ...SETTINGS_OF_EVERY_LOGIN, ...SETTINGS[group] })
  return [
    password === undefined
      ? { template: 'ALTER ROLE %I LOGIN', values: [name] }
      : { template: 'ALTER ROLE %I LOGIN PASSWORD %L', values: [name, password] },
    { template: 'GRANT %I TO %I', values: [group, name] },
    ...settings.map(([setting, value]) => ({
      template: 'ALTER ROLE %I SET %I = %L',
      values: [name, setting, value],
    })),
  ]
}
