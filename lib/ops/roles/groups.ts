import type { LoginGroup } from '../../db/login-settings.ts'

/** The groups that hold every right; logins have theirs by membership. */
export const GROUPS = ['oct_app', 'oct_system', 'oct_owner'] as const satisfies LoginGroup[]
export type Group = LoginGroup
