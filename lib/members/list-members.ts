import { BY_CREATED_AT, listPage } from '../paging/list-page.ts'
import type { Page, PageQuery } from '../paging/page.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { MemberFilter } from './member-input.ts'
import { MEMBER_FIELDS, type Member } from './member-view.ts'

/** The members of the organization by the time they joined. */
export function listMembers(
  db: TenantDb,
  { organizationId }: { organizationId: string },
  query: MemberFilter & PageQuery,
): Promise<Page<Member>> {
  const { role, order } = query
  return listPage({
    list: 'members.list',
    organizationId,
    query,
    sort: BY_CREATED_AT,
    order,
    read: ({ where, orderBy, take }) =>
      db.user.findMany({ where: { ...(role && { role }), ...where }, orderBy, take, select: MEMBER_FIELDS }),
  })
}
