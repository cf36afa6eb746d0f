import type { Role } from '../model/role.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { MEMBER_FIELDS, type Member } from './member-view.ts'
import { requireDone } from './require-done.ts'

/**
 * Gives a member another role, from their next request on. The open invitations of a member who is no longer an ADMIN
 * are revoked.
 * @throws TenantAccessDeniedError · AppError `not_found`; `conflict` for the last ADMIN
 */
export async function changeRole(db: TenantDb, userId: string, role: Role): Promise<Member> {
  const [changed] = await db.$queryRaw<{ outcome: string }[]>`
    select app.change_role(${userId}::uuid, ${role}) as outcome`
  requireDone(changed?.outcome, 'member')
  return db.user.findUniqueOrThrow({ where: { id: userId }, select: MEMBER_FIELDS })
}
