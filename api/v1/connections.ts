import { z } from 'zod'
import { ConnectionFilter } from '../../lib/connections/connection-input.ts'
import {
  NO_SUCH_CONSENT,
  PERMISSIONS_NOT_TICKED,
  SYNC_UNDER_WAY,
} from '../../lib/connections/connection-problems.ts'
import {
  CompletedConnection,
  ConnectionView,
  DisconnectedConnection,
} from '../../lib/connections/connection-view.ts'
import { completeConnection } from '../../lib/connections/consent/complete-connection.ts'
import { receiveCallback } from '../../lib/connections/consent/receive-callback.ts'
import { disconnect } from '../../lib/connections/disconnect.ts'
import { getConnection } from '../../lib/connections/get-connection.ts'
import { listConnections } from '../../lib/connections/list-connections.ts'
import { redirect } from '../../lib/http/reply.ts'
import { OUTCOME_UNKNOWN } from '../../lib/http/request-problems.ts'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { Page, PageQuery } from '../../lib/paging/page.ts'

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
    query: PageQuery.extend(ConnectionFilter.shape),
    output: Page(ConnectionView),
    run: ({ db, tenant, query }) => listConnections(db, tenant, query),
  }),
  route({
    id: 'connections.get',
    method: 'GET',
    path: '/v1/connections/{googleAccountId}',
    summary: 'Get a Google login: what it granted and whether it works',
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
    keys: 'allowed',
    rate: 'write',
    transaction: 'own',
    params: OneConnection,
    output: DisconnectedConnection,
    problems: [SYNC_UNDER_WAY],
    run: ({ tenant, params }) => disconnect(tenant, params.googleAccountId),
  }),
  route({
    id: 'connections.complete',
    method: 'POST',
    path: '/v1/connections/complete',
    summary: 'Confirm a consent that you started, with the handle from the console’s address',
    auth: 'ADMIN',
    keys: 'denied',
    rate: 'write',
    transaction: 'own',
    body: z.strictObject({ handle: z.string().min(1).max(200) }),
    output: CompletedConnection,
    problems: [NO_SUCH_CONSENT, PERMISSIONS_NOT_TICKED],
    run: ({ tenant, body }) => completeConnection(tenant, body),
  }),
  route({
    id: 'connections.callback',
    method: 'GET',
    path: '/v1/connections/callback',
    summary: 'Receive the redirect from Google’s consent page',
    auth: { public: 'Google redirects a browser here, which carries no sign-in; the state is the proof' },
    rate: 'public',
    safe: false,
    status: 302,
    // Google adds what it likes (scope, authuser, prompt, …).
    query: z.looseObject({
      state: z.string().optional(),
      code: z.string().optional(),
      error: z.string().optional(),
    }),
    problems: [OUTCOME_UNKNOWN],
    async run({ query }) {
      const { redirectTo } = await receiveCallback(query)
      return redirect(redirectTo)
    },
  }),
]

export default serve(routes)
