import { z } from 'zod'
import { mailAddress } from '../input/mail-address.ts'
import { INVITATION_STATUSES } from '../model/invitation-status.ts'
import { ROLES } from '../model/role.ts'
import { ORDERS } from '../paging/list-page.ts'

/** Open at the same time in one organization. */
export const MAX_OPEN_INVITATIONS = 100

function requireAddress(text: string, context: z.core.$RefinementCtx): string {
  const address = mailAddress(text)
  if (address === undefined) context.addIssue({ code: 'custom', message: 'must be an e-mail address' })
  return address ?? z.NEVER
}

/** Whoever can sign up can be invited, so this takes every address that Firebase can verify. */
export const Invite = z
  .strictObject({
    email: z
      .string()
      .transform(requireAddress)
      .pipe(z.string().max(320))
      .meta({
        description: 'The person who accepts must have verified this address',
        examples: ['ana@agency.example'],
      }),
    role: z.enum(ROLES).default('MEMBER'),
  })
  .meta({ id: 'Invite' })
export type Invite = z.infer<typeof Invite>

export const InvitationFilter = z.strictObject({
  status: z.enum(INVITATION_STATUSES).exactOptional(),
  order: z.enum(ORDERS).default('desc').describe('By the time they were sent'),
})
export type InvitationFilter = z.infer<typeof InvitationFilter>
