import { z } from 'zod'
import { GoogleAccountsView } from '../../lib/connections/choices/google-accounts-view.ts'
import { listGoogleAccounts } from '../../lib/connections/choices/list-google.ts'
import { connectCustomer } from '../../lib/connections/consent/connect.ts'
import { createCustomer } from '../../lib/customers/create-customer.ts'
import {
  CreateCustomer,
  CustomerFilter,
  choosesGoogle,
  UpdateCustomer,
} from '../../lib/customers/customer-input.ts'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { deleteCustomer } from '../../lib/customers/delete-customer.ts'
import { getCustomer } from '../../lib/customers/get-customer.ts'
import { listCustomersByAge, listCustomersByName } from '../../lib/customers/list-customers.ts'
import { restoreCustomer } from '../../lib/customers/restore-customer.ts'
import { searchCustomers } from '../../lib/customers/search-customers.ts'
import { startPublish } from '../../lib/customers/start-publish.ts'
import { startSync } from '../../lib/customers/start-sync.ts'
import { updateCustomer } from '../../lib/customers/update-customer.ts'
import { IF_MATCH } from '../../lib/http/if-match.ts'
import { keysetPage } from '../../lib/http/keyset-page.ts'
import { Page, PageQuery } from '../../lib/http/page.ts'
import { reply } from '../../lib/http/reply.ts'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'

const params = z.object({ customerId: z.uuid() })

/** What a call of Google by this very request can end in. */
const GOOGLE_PROBLEMS = {
  google_rejected:
    'The permission was withdrawn or has expired. Connect the Google account again; nothing is lost.',
  google_unavailable: 'Google did not answer in time. We try again by ourselves.',
  quota_exhausted: 'Google allows only so many calls at a time. We go on by ourselves as soon as it lets us.',
}

/** A run that goes on beside the answer, with the address at which to watch it. */
const started = (run: SyncRunWithJobsView) =>
  reply(run, { headers: { location: `/api/v1/sync-runs/${run.id}` } })

const made = (customer: CustomerView) =>
  reply(customer, { headers: { location: `/api/v1/customers/${customer.id}` } })

export const routes = [
  route({
    id: 'customers.list',
    method: 'GET',
    path: '/v1/customers',
    summary: 'Customers, by default the newest first',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    query: PageQuery.extend(CustomerFilter.shape),
    seesDeletedIf: ({ query }) => query.deleted,
    output: Page(CustomerView),
    run: ({ db, tenant, query }) => {
      const list = { list: 'customers.list', tenant, query }
      const { q, ...filter } = query
      return query.sort === 'name'
        ? keysetPage({
            ...list,
            kind: 'text',
            sortValue: (customer) => customer.name,
            idOf: ({ id }) => id,
            read: (after, take) =>
              q === undefined
                ? listCustomersByName(db, { ...filter, after, take })
                : searchCustomers(db, { ...filter, q, after, take }),
          })
        : keysetPage({
            ...list,
            kind: 'time',
            sortValue: (customer) => new Date(customer.createdAt),
            idOf: ({ id }) => id,
            read: (after, take) =>
              q === undefined
                ? listCustomersByAge(db, { ...filter, after, take })
                : searchCustomers(db, { ...filter, q, after, take }),
          })
    },
  }),
  route({
    id: 'customers.create',
    method: 'POST',
    path: '/v1/customers',
    summary: 'Take a client on',
    auth: 'MEMBER',
    rate: 'write',
    idempotent: async ({ db, id }) => made(await getCustomer(db, id)),
    transaction: 'write',
    body: CreateCustomer,
    output: CustomerView,
    status: 201,
    run: async ({ db, body }) => made(await createCustomer(db, body)),
  }),
  route({
    id: 'customers.get',
    method: 'GET',
    path: '/v1/customers/{customerId}',
    summary: 'One customer with the health of its Google connection',
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
    problems: {
      conflict: 'A sync of this customer is under way. Let it end, then change the accounts.',
      ...GOOGLE_PROBLEMS,
    },
    run: ({ tenant, params, headers, body }) =>
      updateCustomer(tenant, params.customerId, body, headers['if-match']),
  }),
  route({
    id: 'customers.delete',
    method: 'DELETE',
    path: '/v1/customers/{customerId}',
    summary: 'Delete a customer with its trackings, which are taken down at Google and go off the website',
    auth: 'ADMIN',
    rate: 'write',
    transaction: 'own',
    params,
    headers: IF_MATCH,
    status: 204,
    run: ({ tenant, params, headers }) => deleteCustomer(tenant, params.customerId, headers['if-match']),
  }),
  route({
    id: 'customers.restore',
    method: 'POST',
    path: '/v1/customers/{customerId}/restore',
    summary: 'Undo the deletion of a customer, with the trackings that went along',
    auth: 'ADMIN',
    rate: 'write',
    transaction: 'write',
    params,
    headers: IF_MATCH,
    output: CustomerView,
    problems: {
      conflict:
        'customer.googleContainerId: customer {customerId} uses it now; delete it or choose another container for it, then restore',
    },
    run: ({ db, params, headers }) => restoreCustomer(db, params.customerId, headers['if-match']),
  }),
  route({
    id: 'customers.connect',
    method: 'POST',
    path: '/v1/customers/{customerId}/connect',
    summary: 'Start the consent at Google; open the answered address in a browser',
    auth: 'ADMIN',
    rate: 'write',
    transaction: 'own',
    params,
    output: z.object({ authorizationUrl: z.url() }).meta({ id: 'Consent' }),
    run: ({ tenant, params }) => connectCustomer(tenant, params.customerId),
  }),
  route({
    id: 'customers.google',
    method: 'GET',
    path: '/v1/customers/{customerId}/google',
    summary: "Containers and Google Ads accounts that the customer's Google login can see",
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
    problems: {
      conflict: 'Connect this customer to Google first: POST /api/v1/customers/{customerId}/connect.',
      ...GOOGLE_PROBLEMS,
    },
    run: ({ tenant, params, query }) => listGoogleAccounts(tenant, params.customerId, query),
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
    output: SyncRunWithJobsView,
    problems: { conflict: 'Connect the customer to Google and choose its container first.' },
    status: 202,
    run: async ({ tenant, params }) => started(await startSync(tenant, params.customerId)),
  }),
  route({
    id: 'customers.publish',
    method: 'POST',
    path: '/v1/customers/{customerId}/publish',
    summary: 'Publish the version that the last sync made',
    auth: 'ADMIN',
    rate: 'google',
    transaction: 'own',
    params,
    output: SyncRunWithJobsView,
    problems: { conflict: 'No version waits to be published. Sync the customer first.' },
    status: 202,
    run: async ({ tenant, params }) => started(await startPublish(tenant, params.customerId)),
  }),
]

export default serve(routes)
