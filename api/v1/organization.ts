import { z } from 'zod'
import { REPLAYED, reply } from '../../lib/http/reply.ts'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { IF_MATCH } from '../../lib/input/if-match.ts'
import { spelling } from '../../lib/input/spelling.ts'
import {
  ADDRESS_OF_MEMBER,
  ALREADY_MEMBER,
  EMAIL_NOT_VERIFIED,
  SIGN_UP_BY_INVITATION,
  SIGN_UP_CLOSED,
} from '../../lib/members/member-problems.ts'
import { signUp } from '../../lib/members/sign-up.ts'
import { deleteOrganization } from '../../lib/organizations/delete-organization.ts'
import { getOrganization } from '../../lib/organizations/get-organization.ts'
import { SignUp, UpdateOrganization } from '../../lib/organizations/organization-input.ts'
import { NO_SUCH_TIME_ZONE, SYNC_UNDER_WAY } from '../../lib/organizations/organization-problems.ts'
import { DeletedOrganization, OrganizationView } from '../../lib/organizations/organization-view.ts'
import { updateOrganization } from '../../lib/organizations/update-organization.ts'
import { NO_SUCH_FREEZE } from '../../lib/sync/sync-problems.ts'

export const routes = [
  route({
    id: 'organization.create',
    method: 'POST',
    path: '/v1/organization',
    summary: 'Sign up: found an organization and become its first ADMIN',
    auth: 'identity',
    rate: 'sign-up',
    idempotent: true,
    body: SignUp,
    output: OrganizationView,
    status: 201,
    problems: [
      SIGN_UP_BY_INVITATION,
      SIGN_UP_CLOSED,
      EMAIL_NOT_VERIFIED,
      ALREADY_MEMBER,
      ADDRESS_OF_MEMBER,
      NO_SUCH_TIME_ZONE,
    ],
    run: async ({ identity, body, requestId, claim }) => {
      const { organization, replayed } = await signUp(identity, body, { requestId, claim })
      return reply(organization, {
        headers: { location: '/api/v1/organization', ...(replayed && REPLAYED) },
      })
    },
  }),
  route({
    id: 'organization.get',
    method: 'GET',
    path: '/v1/organization',
    summary: 'Get the organization that you belong to',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    output: OrganizationView,
    run: ({ db, tenant }) => getOrganization(db, tenant.organizationId),
  }),
  route({
    id: 'organization.update',
    method: 'PATCH',
    path: '/v1/organization',
    summary:
      'Change name, time zone, how and until when no versions go live, or whether anything is written at Google',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'write',
    transaction: 'write',
    headers: IF_MATCH,
    body: UpdateOrganization,
    output: OrganizationView,
    problems: [NO_SUCH_TIME_ZONE, NO_SUCH_FREEZE],
    run: ({ db, tenant, headers, body }) =>
      updateOrganization(db, tenant.organizationId, body, headers['if-match']),
  }),
  route({
    id: 'organization.delete',
    method: 'DELETE',
    path: '/v1/organization',
    summary: 'Delete the organization with everything in it; what is live on websites stays there',
    auth: 'ADMIN',
    keys: 'denied',
    rate: 'write',
    transaction: 'own',
    // Not in a body, which a DELETE may lose on its way (RFC 9110 §9.3.5).
    query: z.strictObject({
      confirmName: z
        .string()
        .overwrite(spelling)
        .max(120)
        .describe('The name of the organization, letter for letter'),
    }),
    output: DeletedOrganization,
    problems: [SYNC_UNDER_WAY],
    run: ({ tenant, query }) => deleteOrganization(tenant, query.confirmName),
  }),
]

export default serve(routes)
