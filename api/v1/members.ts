import { z } from 'zod'
import { keysetPage } from '../../lib/http/keyset-page.ts'
import { Page, PageQuery } from '../../lib/http/page.ts'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { acceptInvitation } from '../../lib/members/accept-invitation.ts'
import { changeRole } from '../../lib/members/change-role.ts'
import { getMe } from '../../lib/members/get-me.ts'
import { InvitationFilter, Invite } from '../../lib/members/invitation-input.ts'
import { InvitationView, InvitationWithLink } from '../../lib/members/invitation-view.ts'
import { invite } from '../../lib/members/invite.ts'
import { listInvitations } from '../../lib/members/list-invitations.ts'
import { listMembers } from '../../lib/members/list-members.ts'
import { MeView } from '../../lib/members/me-view.ts'
import { ChangeRole, MemberFilter } from '../../lib/members/member-input.ts'
import { MemberView } from '../../lib/members/member-view.ts'
import { removeMember } from '../../lib/members/remove-member.ts'
import { revokeInvitation } from '../../lib/members/revoke-invitation.ts'

const oneMember = z.object({ userId: z.uuid() })

const LAST_ADMIN =
  'This is the last ADMIN, and an organization needs one. Make another member ADMIN first, or delete the organization.'

export const routes = [
  route({
    id: 'members.me',
    method: 'GET',
    path: '/v1/members/me',
    summary: 'Who you are here: your user and organization, or no membership yet',
    auth: 'identity',
    rate: 'read',
    output: MeView,
    run: ({ identity, requestId }) => getMe(identity, requestId),
  }),
  route({
    id: 'members.list',
    method: 'GET',
    path: '/v1/members',
    summary: 'Members of your organization, by default the newest first',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    query: PageQuery.extend(MemberFilter.shape),
    output: Page(MemberView),
    run: ({ db, tenant, query }) =>
      keysetPage({
        list: 'members.list',
        tenant,
        query,
        kind: 'time',
        sortValue: (member) => new Date(member.createdAt),
        idOf: ({ id }) => id,
        read: (after, take) => listMembers(db, { ...query, after, take }),
      }),
  }),
  route({
    id: 'members.update',
    method: 'PATCH',
    path: '/v1/members/{userId}',
    summary: 'Give a member another role, from their next request on',
    auth: 'ADMIN',
    rate: 'write',
    transaction: 'write',
    params: oneMember,
    body: ChangeRole,
    output: MemberView,
    problems: { conflict: LAST_ADMIN },
    run: ({ db, params, body }) => changeRole(db, params.userId, body.role),
  }),
  route({
    id: 'members.remove',
    method: 'DELETE',
    path: '/v1/members/{userId}',
    summary: 'Leave the organization; as ADMIN, take anybody out of it',
    // Who is neither an ADMIN nor the member meant is refused by the database.
    auth: 'MEMBER',
    rate: 'write',
    transaction: 'write',
    params: oneMember,
    status: 204,
    problems: {
      forbidden: 'This needs the role ADMIN; ask an ADMIN of your organization.',
      conflict: LAST_ADMIN,
    },
    run: ({ db, params }) => removeMember(db, params.userId),
  }),
  route({
    id: 'invitations.list',
    method: 'GET',
    path: '/v1/members/invitations',
    summary: 'Invitations that were not revoked, by default the newest first',
    auth: 'ADMIN',
    rate: 'read',
    transaction: 'read',
    query: PageQuery.extend(InvitationFilter.shape),
    output: Page(InvitationView),
    run: ({ db, tenant, query }) =>
      keysetPage({
        list: 'invitations.list',
        tenant,
        query,
        kind: 'time',
        sortValue: (invitation) => new Date(invitation.createdAt),
        idOf: ({ id }) => id,
        read: (after, take) => listInvitations(db, { ...query, after, take }),
      }),
  }),
  route({
    id: 'invitations.create',
    method: 'POST',
    path: '/v1/members/invitations',
    summary: 'Invite an address; hand the answered link to the person, it is good for seven days',
    auth: 'ADMIN',
    rate: 'write',
    transaction: 'write',
    body: Invite,
    output: InvitationWithLink,
    status: 201,
    problems: {
      conflict: '100 invitations are open, which is the most. Revoke some, or wait until they expire.',
    },
    run: ({ db, body }) => invite(db, body),
  }),
  route({
    id: 'invitations.revoke',
    method: 'DELETE',
    path: '/v1/members/invitations/{invitationId}',
    summary: 'Revoke an invitation that nobody has accepted yet',
    auth: 'ADMIN',
    rate: 'write',
    transaction: 'write',
    params: z.object({ invitationId: z.uuid() }),
    status: 204,
    run: ({ db, params }) => revokeInvitation(db, params.invitationId),
  }),
  route({
    id: 'invitations.accept',
    method: 'POST',
    path: '/v1/members/invitations/accept',
    summary: 'Join the organization that has invited your verified address',
    auth: 'identity',
    rate: 'write',
    body: z.strictObject({ token: z.string().min(1).max(200) }),
    output: MeView,
    problems: {
      forbidden: 'Verify your e-mail address first, then sign in again and repeat this.',
      not_found:
        'No open invitation for your address has this token. Ask an ADMIN for a new one, and sign in with the address that was invited.',
      conflict: 'You belong to an organization already; nobody can belong to two.',
    },
    run: ({ identity, body, requestId }) => acceptInvitation(identity, body.token, requestId),
  }),
]

export default serve(routes)
