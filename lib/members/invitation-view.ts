import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { Timestamp } from '../input/timestamp.ts'
import { INVITATION_STATUSES, type InvitationStatus } from '../model/invitation-status.ts'
import { oneOf } from '../model/one-of.ts'
import { ROLES } from '../model/role.ts'

export const InvitationView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role: oneOf(ROLES),
    status: z.enum(INVITATION_STATUSES),
    invitedBy: z.uuid().describe('The member who sent it'),
    expiresAt: Timestamp,
    acceptedAt: Timestamp.nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'Invitation' })

export const InvitationWithLink = InvitationView.extend({
  link: z.url().describe('Returned this once: hand it to the person, who signs in and accepts'),
}).meta({ id: 'InvitationWithLink' })

export const INVITATION_FIELDS = {
  id: true,
  email: true,
  role: true,
  invitedBy: true,
  expiresAt: true,
  acceptedAt: true,
  createdAt: true,
} as const satisfies Prisma.InvitationSelect

type InvitationRow = Prisma.InvitationGetPayload<{ select: typeof INVITATION_FIELDS }>

/** An invitation as the verbs return it. */
export type Invitation = InvitationRow & { status: InvitationStatus }

export function invitationView(row: InvitationRow, now: Date): Invitation {
  const { acceptedAt, expiresAt } = row
  return { ...row, status: acceptedAt ? 'ACCEPTED' : expiresAt > now ? 'OPEN' : 'EXPIRED' }
}
