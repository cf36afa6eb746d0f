import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { INVITATION_STATUSES } from '../model/invitation-status.ts'
import { ROLES } from '../model/role.ts'

export const InvitationView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role: z.enum(ROLES),
    status: z.enum(INVITATION_STATUSES),
    invitedBy: z.uuid().describe('The member who sent it'),
    expiresAt: z.iso.datetime(),
    acceptedAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Invitation' })
export type InvitationView = z.infer<typeof InvitationView>

export const InvitationWithLink = InvitationView.extend({
  link: z.url().describe('Answered this once: hand it to the person, who signs in and accepts'),
}).meta({ id: 'InvitationWithLink' })
export type InvitationWithLink = z.infer<typeof InvitationWithLink>

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

export function invitationView(row: InvitationRow, now: Date): InvitationView {
  const { acceptedAt, expiresAt, createdAt } = row
  return InvitationView.parse({
    ...row,
    status: acceptedAt ? 'ACCEPTED' : expiresAt > now ? 'OPEN' : 'EXPIRED',
    expiresAt: expiresAt.toISOString(),
    acceptedAt: acceptedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  })
}
