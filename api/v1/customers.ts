import { z } from 'zod'
import { GoogleAccountsView } from '../../lib/connections/choices/google-accounts-view.ts'
import { listGoogleAccounts } from '../../lib/connections/choices/list-google-accounts.ts'
import { GOOGLE_PROBLEMS, NO_LOGIN } from '../../lib/connections/connection-problems.ts'
import { connectCustomer } from '../../lib/connections/consent/connect-customer.ts'
import { createCustomer } from '../../lib/customers/create-customer.ts'
import {
  CreateCustomer,
  CustomerFilter,
  choosesGoogle,
  DetachCustomer,
  PublishVersion,
  SyncCustomer,
  UpdateCustomer,
} from '../../lib/customers/customer-input.ts'
import { RESTORED_CONTAINER_IN_USE, SYNC_UNDER_WAY } from '../../lib/customers/customer-problems.ts'
import { type Customer, CustomerView } from '../../lib/customers/customer-view.ts'
import { deleteCustomer } from '../../lib/customers/delete-customer.ts'
import { DeploymentView } from '../../lib/customers/deployment-view.ts'
import { detachCustomer } from '../../lib/customers/detach-customer.ts'
import { getCustomer } from '../../lib/customers/get-customer.ts'
import { listCustomers } from '../../lib/customers/list-customers.ts'
import { listDeployment } from '../../lib/customers/list-deployment.ts'
import { restoreCustomer } from '../../lib/customers/restore-customer.ts'
import { startPublish } from '../../lib/customers/start-publish.ts'
import { startSync } from '../../lib/customers/start-sync.ts'
import { startVerify } from '../../lib/customers/start-verify.ts'
import { updateCustomer } from '../../lib/customers/update-customer.ts'
import { TOO_MANY_CONSENTS, TOO_MANY_CUSTOMERS } from '../../lib/errors/row-caps.ts'
import { reply } from '../../lib/http/reply.ts'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { IF_MATCH } from '../../lib/input/if-match.ts'
import { Page, PageQuery } from '../../lib/paging/page.ts'
import { type SyncRunWithJobs, SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import { NO_VERSION_WAITS, SETUP_INCOMPLETE, VERSION_SUPERSEDED } from '../../lib/sync/sync-problems.ts'

const params = z.object({ customerId: z.uuid() })

/** A run that goes on in the background, with the address at which to watch it. */
const started = (run: SyncRunWithJobs) => reply(run, { headers: { location: `/api/v1/sync-runs/${run.id}` } })

const made = (customer: Customer) =>
  reply(customer, { headers: { location: `/api/v1/customers/${customer.id}` } })

export const routes = [
  route({
    id: 'customers.list',
    method: 'GET',
    path: '/v1/customers',
    summary: 'List customers, newest first by default',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    query: PageQuery.extend(CustomerFilter.shape),
    seesDeletedIf: ({ query }) => query.deleted,
    output: Page(CustomerView),
    run: ({ db, tenant, query }) => listCustomers(db, tenant, query),
  }),
  route({
    id: 'customers.create',
    method: 'POST',
    path: '/v1/customers',
    summary: 'Create a customer',
    auth: 'MEMBER',
    rate: 'write',
    idempotent: async ({ db, id }) => made(await getCustomer(db, id)),
    transaction: 'write',
    body: CreateCustomer,
    output: CustomerView,
    status: 201,
    problems: [TOO_MANY_CUSTOMERS],
    run: async ({ db, body }) => made(await createCustomer(db, body)),
  }),
  route({
    id: 'customers.get',
    method: 'GET',
    path: '/v1/customers/{customerId}',
    summary: 'Get a customer with the health of its Google connection',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    params,
    output: CustomerView,
    run: ({ db, params }) => getCustomer(db, params.customerId),
  }),
  route({
    id: 'customers.update',
    method: 'PATCH',
    path: '/v1/customers/{customerId}',
    summary: 'Change, pause or resume a customer; as ADMIN, choose its container and Google Ads account',
    auth: 'MEMBER',
    adminIf: ({ body }) => choosesGoogle(body),
    rate: 'google',
    transaction: 'own',
    params,
    headers: IF_MATCH,
    body: UpdateCustomer,
    output: CustomerView,
    problems: [SYNC_UNDER_WAY, ...GOOGLE_PROBLEMS],
    run: ({ tenant, params, headers, body }) =>
      updateCustomer(tenant, params.customerId, body, headers['if-match']),
  }),
  route({
    id: 'customers.delete',
    method: 'DELETE',
    path: '/v1/customers/{customerId}',
    summary: 'Delete a customer with its trackings, which are removed at Google and from the website',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'write',
    transaction: 'write',
    seesDeletedIf: () => true,
    params,
    headers: IF_MATCH,
    status: 204,
    run: ({ db, params, headers }) => deleteCustomer(db, params.customerId, headers['if-match']),
  }),
  route({
    id: 'customers.restore',
    method: 'POST',
    path: '/v1/customers/{customerId}/restore',
    summary: 'Undo the deletion of a customer, with the trackings that went along',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'write',
    transaction: 'write',
    params,
    headers: IF_MATCH,
    output: CustomerView,
    problems: [RESTORED_CONTAINER_IN_USE, TOO_MANY_CUSTOMERS],
    run: ({ db, params, headers }) => restoreCustomer(db, params.customerId, headers['if-match']),
  }),
  route({
    id: 'customers.connect',
    method: 'POST',
    path: '/v1/customers/{customerId}/connect',
    summary: 'Start the consent at Google; open the returned address in a browser',
    auth: 'ADMIN',
    keys: 'denied',
    rate: 'write',
    transaction: 'write',
    params,
    output: z.object({ authorizationUrl: z.url() }).meta({ id: 'Consent' }),
    problems: [TOO_MANY_CONSENTS],
    run: ({ db, tenant, params }) => connectCustomer(db, tenant, params.customerId),
  }),
  route({
    id: 'customers.google',
    method: 'GET',
    path: '/v1/customers/{customerId}/google',
    summary: "List containers and Google Ads accounts that the customer's Google login can see",
    auth: 'MEMBER',
    rate: 'google',
    transaction: 'own',
    params,
    query: z.object({
      accountId: z
        .string()
        .regex(/^\d{1,20}$/, 'must be the number of a Tag Manager account')
        .exactOptional()
        .describe('Look into this Tag Manager account only'),
    }),
    output: GoogleAccountsView,
    problems: [NO_LOGIN, ...GOOGLE_PROBLEMS],
    run: ({ tenant, params, query }) => listGoogleAccounts(tenant, params.customerId, query),
  }),
  route({
    id: 'customers.deployment',
    method: 'GET',
    path: '/v1/customers/{customerId}/deployment',
    summary: 'List what was last found to be live of the trackings of a customer',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    params,
    query: PageQuery,
    output: Page(DeploymentView),
    run: ({ db, tenant, params, query }) => listDeployment(db, tenant, params.customerId, query),
  }),
  route({
    id: 'customers.sync',
    method: 'POST',
    path: '/v1/customers/{customerId}/sync',
    summary: 'Sync now instead of some seconds after the last edit',
    auth: 'MEMBER',
    rate: 'google',
    transaction: 'own',
    params,
    body: SyncCustomer,
    output: SyncRunWithJobsView,
    problems: [SETUP_INCOMPLETE],
    status: 202,
    run: async ({ tenant, params, body }) => started(await startSync(tenant, params.customerId, body)),
  }),
  route({
    id: 'customers.verify',
    method: 'POST',
    path: '/v1/customers/{customerId}/verify',
    summary: 'Check now whether the trackings are live and can fire; nothing is written at Google',
    auth: 'MEMBER',
    rate: 'google',
    transaction: 'own',
    params,
    output: SyncRunWithJobsView,
    problems: [SETUP_INCOMPLETE],
    status: 202,
    run: async ({ tenant, params }) => started(await startVerify(tenant, params.customerId)),
  }),
  route({
    id: 'customers.publish',
    method: 'POST',
    path: '/v1/customers/{customerId}/publish',
    summary: 'Publish the version that awaits it and was reviewed',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'google',
    transaction: 'own',
    params,
    body: PublishVersion,
    output: SyncRunWithJobsView,
    problems: [NO_VERSION_WAITS, VERSION_SUPERSEDED],
    status: 202,
    run: async ({ tenant, params, body }) => started(await startPublish(tenant, params.customerId, body)),
  }),
  route({
    id: 'customers.detach',
    method: 'POST',
    path: '/v1/customers/{customerId}/detach',
    summary:
      'Let go of the container or the Google Ads account; what is deployed there is left behind, on record',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'write',
    transaction: 'write',
    params,
    headers: IF_MATCH,
    body: DetachCustomer,
    output: CustomerView,
    problems: [SYNC_UNDER_WAY],
    run: ({ db, params, headers, body }) => detachCustomer(db, params.customerId, body, headers['if-match']),
  }),
]

export default serve(routes)
