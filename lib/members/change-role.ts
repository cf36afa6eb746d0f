import type { Role } from '../model/role.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { MEMBER_FIELDS, type MemberView, memberView } from './member-view.ts'
import { requireDone } from './membership-change.ts'

/**
 * Gives a member another role, from their next request on. The invitations that somebody sent who is no ADMIN any more
 * are called off.
 * @throws TenantAccessDeniedError · AppError `not_found`; `conflict` for the last ADMIN
 */
export async function changeRole(db: TenantDb, userId: string, role: Role): Promise<MemberView> {
  const [changed] = await db.$queryRaw<{ outcome: string }[]>`
    select app.change_role(${userId}::uuid, ${role}) as outcome`
  requireDone(changed?.outcome, 'member')
  return memberView(await db.user.findUniqueOrThrow({ where: { id: userId }, select: MEMBER_FIELDS }))
}
