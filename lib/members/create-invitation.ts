import { oneTimeSecret } from '../secrets/one-time-secret.ts'
import { env } from '../settings/env.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { type Invite, MAX_OPEN_INVITATIONS } from './invitation-input.ts'
import { INVITATION_FIELDS, type Invitation, invitationView } from './invitation-view.ts'
import { requireDone } from './require-done.ts'
import { requireJoining } from './require-joining.ts'

const VALID_FOR = '7 days'

/**
 * Invites an address, in place of its open invitation if there is one, whose link ends with that. There is no mail
 * channel: the link is returned here, once. Whether the address belongs to a member of any organization is not revealed.
 * @throws TenantAccessDeniedError · AppError `limit_reached` where too many are open, `sign_up_closed` where
 *   none is accepted
 */
export async function createInvitation(
  db: TenantDb,
  { email, role }: Invite,
): Promise<Invitation & { link: string }> {
  requireJoining()
  const { secret: token, hash: tokenHash } = oneTimeSecret()
  const [invited] = await db.$queryRaw<{ outcome: string }[]>`
    select app.invite(${email}, ${role}, ${tokenHash}, ${VALID_FOR}::interval, ${MAX_OPEN_INVITATIONS}::integer)
      as outcome`
  requireDone(invited?.outcome, 'invitation')
  const row = await db.invitation.findUniqueOrThrow({ where: { tokenHash }, select: INVITATION_FIELDS })
  const link = new URL(env().CONSOLE_URL)
  link.searchParams.set('invitation', token)
  return { ...invitationView(row, new Date()), link: link.href }
}
