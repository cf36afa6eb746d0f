import { boundsAfter, type Position } from '../db/keyset.ts'
import type { InvitationStatus } from '../model/invitation-status.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { InvitationFilter } from './invitation-input.ts'
import { INVITATION_FIELDS, type InvitationView, invitationView } from './invitation-view.ts'

type Listing = InvitationFilter & { after: Position<Date> | undefined; take: number }

/** The organization's invitations, but for those that were called off, by the time they were sent. */
export async function listInvitations(
  db: TenantDb,
  { status, order, after, take }: Listing,
  now = new Date(),
): Promise<InvitationView[]> {
  const bounds = after && boundsAfter(order, after)
  const rows = await db.invitation.findMany({
    where: {
      ...(status && ofStatus(status, now)),
      ...(bounds && { createdAt: bounds.within, OR: [{ createdAt: bounds.past }, { id: bounds.pastId }] }),
    },
    orderBy: [{ createdAt: order }, { id: order }],
    take,
    select: INVITATION_FIELDS,
  })
  return rows.map((row) => invitationView(row, now))
}

function ofStatus(status: InvitationStatus, now: Date) {
  switch (status) {
    case 'OPEN':
      return { acceptedAt: null, expiresAt: { gt: now } }
    case 'EXPIRED':
      return { acceptedAt: null, expiresAt: { lte: now } }
    case 'ACCEPTED':
      return { acceptedAt: { not: null } }
    default:
      return status satisfies never
  }
}
