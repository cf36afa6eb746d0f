import type { InvitationStatus } from '../model/invitation-status.ts'
import { BY_CREATED_AT, listPage } from '../paging/list-page.ts'
import type { Page, PageQuery } from '../paging/page.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { InvitationFilter } from './invitation-input.ts'
import { INVITATION_FIELDS, type Invitation, invitationView } from './invitation-view.ts'

/** The organization's invitations, but for revoked ones, by the time they were sent. */
export function listInvitations(
  db: TenantDb,
  { organizationId }: { organizationId: string },
  query: InvitationFilter & PageQuery,
  now = new Date(),
): Promise<Page<Invitation>> {
  const { status, order } = query
  return listPage({
    list: 'invitations.list',
    organizationId,
    query,
    sort: BY_CREATED_AT,
    order,
    async read({ where, orderBy, take }) {
      const rows = await db.invitation.findMany({
        where: { ...(status && ofStatus(status, now)), ...where },
        orderBy,
        take,
        select: INVITATION_FIELDS,
      })
      return rows.map((row) => invitationView(row, now))
    },
  })
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
