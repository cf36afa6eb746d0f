import { z } from 'zod'
import { NEEDS_ADMIN } from '../../lib/http/request-problems.ts'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { Id } from '../../lib/input/id.ts'
import { acceptInvitation } from '../../lib/members/accept-invitation.ts'
import { changeRole } from '../../lib/members/change-role.ts'
import { createInvitation } from '../../lib/members/create-invitation.ts'
import { getMe } from '../../lib/members/get-me.ts'
import { InvitationFilter, Invite } from '../../lib/members/invitation-input.ts'
import { InvitationView, InvitationWithLink } from '../../lib/members/invitation-view.ts'
import { listInvitations } from '../../lib/members/list-invitations.ts'
import { listMembers } from '../../lib/members/list-members.ts'
import { MeView } from '../../lib/members/me-view.ts'
import { ChangeRole, MemberFilter } from '../../lib/members/member-input.ts'
import {
  ADDRESS_OF_MEMBER,
  ALREADY_MEMBER,
  EMAIL_NOT_VERIFIED,
  LAST_ADMIN,
  NO_SUCH_INVITATION,
  SIGN_UP_CLOSED,
  TOO_MANY_INVITATIONS,
} from '../../lib/members/member-problems.ts'
import { MemberView } from '../../lib/members/member-view.ts'
import { removeMember } from '../../lib/members/remove-member.ts'
import { revokeInvitation } from '../../lib/members/revoke-invitation.ts'
import { Page, PageQuery } from '../../lib/paging/page.ts'

const oneMember = z.object({ userId: Id })

export const routes = [
  route({
    id: 'members.me',
    method: 'GET',
    path: '/v1/members/me',
    summary: 'Get your own membership: your user and organization, or none yet and why',
    auth: 'identity',
    rate: 'read',
    // The stored address follows the one of the token, on record.
    safe: false,
    output: MeView,
    run: ({ identity, requestId }) => getMe(identity, requestId),
  }),
  route({
    id: 'members.list',
    method: 'GET',
    path: '/v1/members',
    summary: 'List members of your organization, newest first by default',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    query: PageQuery.extend(MemberFilter.shape),
    output: Page(MemberView),
    run: ({ db, tenant, query }) => listMembers(db, tenant, query),
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
    problems: [LAST_ADMIN],
    run: ({ db, params, body }) => changeRole(db, params.userId, body.role),
  }),
  route({
    id: 'members.remove',
    method: 'DELETE',
    path: '/v1/members/{userId}',
    summary: 'Leave the organization; as ADMIN, remove any member',
    // A caller who is neither an ADMIN nor the member meant is denied by the database.
    auth: 'MEMBER',
    rate: 'write',
    transaction: 'write',
    params: oneMember,
    status: 204,
    problems: [NEEDS_ADMIN, LAST_ADMIN],
    run: ({ db, params }) => removeMember(db, params.userId),
  }),
  route({
    id: 'invitations.list',
    method: 'GET',
    path: '/v1/members/invitations',
    summary: 'List invitations that were not revoked, newest first by default',
    auth: 'ADMIN',
    rate: 'read',
    transaction: 'read',
    query: PageQuery.extend(InvitationFilter.shape),
    output: Page(InvitationView),
    run: ({ db, tenant, query }) => listInvitations(db, tenant, query),
  }),
  route({
    id: 'invitations.create',
    method: 'POST',
    path: '/v1/members/invitations',
    summary: 'Invite an address; hand the returned link to the person, it is good for seven days',
    auth: 'ADMIN',
    rate: 'write',
    transaction: 'write',
    body: Invite,
    output: InvitationWithLink,
    status: 201,
    problems: [TOO_MANY_INVITATIONS, SIGN_UP_CLOSED],
    run: ({ db, body }) => createInvitation(db, body),
  }),
  route({
    id: 'invitations.revoke',
    method: 'DELETE',
    path: '/v1/members/invitations/{invitationId}',
    summary: 'Revoke an invitation that has not been accepted yet',
    auth: 'ADMIN',
    rate: 'write',
    transaction: 'write',
    params: z.object({ invitationId: Id }),
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
    problems: [SIGN_UP_CLOSED, EMAIL_NOT_VERIFIED, NO_SUCH_INVITATION, ALREADY_MEMBER, ADDRESS_OF_MEMBER],
    run: ({ identity, body, requestId }) => acceptInvitation(identity, body.token, requestId),
  }),
]

export default serve(routes)
