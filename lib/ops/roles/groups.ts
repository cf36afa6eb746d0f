/** The groups that hold every right; logins have theirs by membership. */
export const GROUPS = ['oct_app', 'oct_system', 'oct_owner'] as const
export type Group = (typeof GROUPS)[number]
