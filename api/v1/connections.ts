import { z } from 'zod'
import {
  CompletedConnection,
  ConnectionStatus,
  ConnectionView,
  DisconnectedConnection,
} from '../../lib/connections/connection-view.ts'
import { completeConnection } from '../../lib/connections/consent/complete.ts'
import { receiveCallback } from '../../lib/connections/consent/receive-callback.ts'
import { disconnect } from '../../lib/connections/disconnect.ts'
import { getConnection, listConnections } from '../../lib/connections/list-connections.ts'
import { keysetPage } from '../../lib/http/keyset-page.ts'
import { Page, PageQuery } from '../../lib/http/page.ts'
import { redirect } from '../../lib/http/reply.ts'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'

const OneConnection = z.strictObject({ googleAccountId: z.string().min(1).max(255) })

export const routes = [
  route({
    id: 'connections.list',
    method: 'GET',
    path: '/v1/connections',
    summary: 'List the Google logins of the organization',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    query: PageQuery.extend({ status: ConnectionStatus.exactOptional() }),
    output: Page(ConnectionView),
    run: ({ db, tenant, query }) =>
      keysetPage({
        list: 'connections.list',
        tenant,
        query,
        kind: 'text',
        sortValue: ({ googleAccountId }) => googleAccountId,
        // The account tells the logins of an organization apart already.
        idOf: () => tenant.organizationId,
        read: (after, take) => listConnections(db, { ...query, after: after?.value, take }),
      }),
  }),
  route({
    id: 'connections.get',
    method: 'GET',
    path: '/v1/connections/{googleAccountId}',
    summary: 'Show one Google login: what it granted and how it is',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    params: OneConnection,
    output: ConnectionView,
    run: ({ db, params }) => getConnection(db, params.googleAccountId),
  }),
  route({
    id: 'connections.disconnect',
    method: 'DELETE',
    path: '/v1/connections/{googleAccountId}',
    summary: 'End the use of one Google login; nothing that is synced is deleted',
    auth: 'ADMIN',
    rate: 'write',
    transaction: 'own',
    params: OneConnection,
    output: DisconnectedConnection,
    problems: { conflict: 'A sync through this login is under way. Let run {syncRunId} end first.' },
    run: ({ tenant, params }) => disconnect(tenant, params.googleAccountId),
  }),
  route({
    id: 'connections.complete',
    method: 'POST',
    path: '/v1/connections/complete',
    summary: 'Confirm a consent that you started, with the handle from the console’s address',
    auth: 'ADMIN',
    rate: 'write',
    transaction: 'own',
    body: z.strictObject({ handle: z.string().min(1).max(200) }),
    output: CompletedConnection,
    problems: {
      not_found: 'No such connection to complete.',
      google_rejected:
        'At Google’s consent page these permissions were not ticked: Google Ads. Nothing was connected; connect again and tick every box.',
    },
    run: ({ tenant, body }) => completeConnection(tenant, body),
  }),
  route({
    id: 'connections.callback',
    method: 'GET',
    path: '/v1/connections/callback',
    summary: 'Where Google sends people after its consent page',
    auth: { public: 'Google redirects a browser here, which carries no sign-in; the state is the proof' },
    rate: 'public',
    status: 302,
    // Google adds what it likes (scope, authuser, prompt, …).
    query: z.looseObject({
      state: z.string().optional(),
      code: z.string().optional(),
      error: z.string().optional(),
    }),
    async run({ query }) {
      const { redirectTo } = await receiveCallback(query)
      return redirect(redirectTo)
    },
  }),
]

export default serve(routes)
