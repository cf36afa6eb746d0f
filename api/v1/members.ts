import { z } from 'zod'
import { ApiKeyFilter, CreateApiKey } from '../../lib/api-keys/api-key-input.ts'
import { API_KEY_NAME_TAKEN, NO_SUCH_API_KEY } from '../../lib/api-keys/api-key-problems.ts'
import { ApiKeyView, ApiKeyWithSecret } from '../../lib/api-keys/api-key-view.ts'
import { createApiKey } from '../../lib/api-keys/create-api-key.ts'
import { getApiKey } from '../../lib/api-keys/get-api-key.ts'
import { listApiKeys } from '../../lib/api-keys/list-api-keys.ts'
import { revokeApiKey } from '../../lib/api-keys/revoke-api-key.ts'
import { TOO_MANY_API_KEYS } from '../../lib/errors/row-caps.ts'
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
const oneKey = z.object({ keyId: Id })

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
    keys: 'denied',
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
    keys: 'denied',
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
    keys: 'denied',
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
    keys: 'denied',
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
    keys: 'denied',
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
    keys: 'denied',
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
  route({
    id: 'apiKeys.list',
    method: 'GET',
    path: '/v1/members/api-keys',
    summary: 'List API keys of your organization, newest first by default; ended ones are kept for 400 days',
    auth: 'ADMIN',
    keys: 'denied',
    rate: 'read',
    transaction: 'read',
    query: PageQuery.extend(ApiKeyFilter.shape),
    output: Page(ApiKeyView),
    run: ({ db, tenant, query }) => listApiKeys(db, tenant, query),
  }),
  route({
    id: 'apiKeys.create',
    method: 'POST',
    path: '/v1/members/api-keys',
    summary: 'Create an API key for a script; the key is returned this once',
    auth: 'ADMIN',
    keys: 'denied',
    rate: 'write',
    transaction: 'write',
    body: CreateApiKey,
    output: ApiKeyWithSecret,
    status: 201,
    problems: [API_KEY_NAME_TAKEN, TOO_MANY_API_KEYS],
    run: ({ db, body }) => createApiKey(db, body),
  }),
  route({
    id: 'apiKeys.get',
    method: 'GET',
    path: '/v1/members/api-keys/{keyId}',
    summary: 'Get an API key; the key itself is not shown again',
    auth: 'ADMIN',
    keys: 'denied',
    rate: 'read',
    transaction: 'read',
    params: oneKey,
    output: ApiKeyView,
    problems: [NO_SUCH_API_KEY],
    run: ({ db, params }) => getApiKey(db, params.keyId),
  }),
  route({
    id: 'apiKeys.revoke',
    method: 'DELETE',
    path: '/v1/members/api-keys/{keyId}',
    summary: 'Revoke an API key, from its next request on',
    auth: 'ADMIN',
    keys: 'denied',
    rate: 'write',
    transaction: 'write',
    params: oneKey,
    status: 204,
    problems: [NO_SUCH_API_KEY],
    run: ({ db, params }) => revokeApiKey(db, params.keyId),
  }),
]

export default serve(routes)
