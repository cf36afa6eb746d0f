import { z } from 'zod'
import { INVITATION_STATUSES } from '../model/invitation-status.ts'
import { ROLES } from '../model/role.ts'
import { ORDERS } from '../paging/list-page.ts'

/** Open at the same time in one organization. */
export const MAX_OPEN_INVITATIONS = 100

export const Invite = z
  .strictObject({
    email: z
      .string()
      .trim()
      .toLowerCase()
      .pipe(z.email().max(320))
      .describe('The person who accepts must have verified this address'),
    role: z.enum(ROLES).default('MEMBER'),
  })
  .meta({ id: 'Invite' })
export type Invite = z.infer<typeof Invite>

export const InvitationFilter = z.strictObject({
  status: z.enum(INVITATION_STATUSES).exactOptional(),
  order: z.enum(ORDERS).default('desc').describe('By the time they were sent'),
})
export type InvitationFilter = z.infer<typeof InvitationFilter>
