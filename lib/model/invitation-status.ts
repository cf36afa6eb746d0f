/** `EXPIRED`: seven days have passed without an acceptance. */
export const INVITATION_STATUSES = ['OPEN', 'EXPIRED', 'ACCEPTED'] as const
export type InvitationStatus = (typeof INVITATION_STATUSES)[number]
