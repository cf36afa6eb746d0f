import { boundsAfter, type Position } from '../db/keyset.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { MemberFilter } from './member-input.ts'
import { MEMBER_FIELDS, type MemberView, memberView } from './member-view.ts'

type Listing = MemberFilter & { after: Position<Date> | undefined; take: number }

/** The members of the organization by the time they joined. */
export async function listMembers(
  db: TenantDb,
  { role, order, after, take }: Listing,
): Promise<MemberView[]> {
  const bounds = after && boundsAfter(order, after)
  const rows = await db.user.findMany({
    where: {
      ...(role && { role }),
      ...(bounds && { createdAt: bounds.within, OR: [{ createdAt: bounds.past }, { id: bounds.pastId }] }),
    },
    orderBy: [{ createdAt: order }, { id: order }],
    take,
    select: MEMBER_FIELDS,
  })
  return rows.map(memberView)
}
