/** What a member may do, weakest first. */
export const ROLES = ['MEMBER', 'ADMIN'] as const
export type Role = (typeof ROLES)[number]
