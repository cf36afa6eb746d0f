import { z } from 'zod'
import { ContainerSearch } from '../../lib/connections/choices/container-search.ts'
import { GoogleAccountsView } from '../../lib/connections/choices/google-accounts-view.ts'
import { listGoogleAccounts } from '../../lib/connections/choices/list-google-accounts.ts'
import {
  GOOGLE_PROBLEMS,
  LOGIN_LOST,
  NO_LOGIN,
  NO_SUCH_LOGIN,
} from '../../lib/connections/connection-problems.ts'
import { connectCustomer } from '../../lib/connections/consent/connect-customer.ts'
import { assignConnection } from '../../lib/customers/assign-connection.ts'
import { CreateCustomers } from '../../lib/customers/bulk-input.ts'
import { createCustomer } from '../../lib/customers/create-customer.ts'
import { createCustomers } from '../../lib/customers/create-customers.ts'
import {
  AssignConnection,
  CreateCustomer,
  CustomerFilter,
  choosesGoogle,
  choosesLogin,
  DetachCustomer,
  PlanCustomer,
  PublishVersion,
  RollbackCustomer,
  SyncCustomer,
  setsPublishing,
  UpdateCustomer,
} from '../../lib/customers/customer-input.ts'
import {
  CUSTOMER_CHANGED,
  containersInUse,
  OTHER_TRACKINGS,
  RESTORED_CONTAINER_IN_USE,
  RESTORED_TRACKING_MOVED,
  SYNC_UNDER_WAY,
} from '../../lib/customers/customer-problems.ts'
import { type Customer, CustomerView } from '../../lib/customers/customer-view.ts'
import { deleteCustomer } from '../../lib/customers/delete-customer.ts'
import { DeploymentView } from '../../lib/customers/deployment-view.ts'
import { detachCustomer } from '../../lib/customers/detach-customer.ts'
import { getCustomer } from '../../lib/customers/get-customer.ts'
import { getCustomers } from '../../lib/customers/get-customers.ts'
import { historyCsv } from '../../lib/customers/history-csv.ts'
import { HistoryQuery } from '../../lib/customers/history-input.ts'
import { HistoryEntryView } from '../../lib/customers/history-view.ts'
import { listCustomers } from '../../lib/customers/list-customers.ts'
import { listDeployment } from '../../lib/customers/list-deployment.ts'
import { listHistory } from '../../lib/customers/list-history.ts'
import { RepairCustomers, StartedRepairs } from '../../lib/customers/repair-input.ts'
import { restoreCustomer } from '../../lib/customers/restore-customer.ts'
import { resumeCustomer } from '../../lib/customers/resume-customer.ts'
import { startPlan } from '../../lib/customers/start-plan.ts'
import { startPublish } from '../../lib/customers/start-publish.ts'
import { startRepair } from '../../lib/customers/start-repair.ts'
import { startRepairs } from '../../lib/customers/start-repairs.ts'
import { startRollback } from '../../lib/customers/start-rollback.ts'
import { startSync } from '../../lib/customers/start-sync.ts'
import { startVerify } from '../../lib/customers/start-verify.ts'
import { updateCustomer } from '../../lib/customers/update-customer.ts'
import { TOO_MANY_CONSENTS, TOO_MANY_CUSTOMERS, TOO_MANY_TRACKINGS } from '../../lib/errors/row-caps.ts'
import { reply, Stream } from '../../lib/http/reply.ts'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { Id } from '../../lib/input/id.ts'
import { IF_MATCH } from '../../lib/input/if-match.ts'
import { AdoptTag } from '../../lib/inventory/adopt-input.ts'
import { NO_SUCH_TAG, TAG_IN_USE, TAG_NOT_ADOPTABLE } from '../../lib/inventory/adopt-problems.ts'
import { adoptTag } from '../../lib/inventory/adopt-tag.ts'
import { getInventory } from '../../lib/inventory/get-inventory.ts'
import { InventoryView } from '../../lib/inventory/inventory-view.ts'
import { Page, PageQuery } from '../../lib/paging/page.ts'
import { CustomerConversionsQuery } from '../../lib/reports/conversions-input.ts'
import { customerConversionsCsv } from '../../lib/reports/customer-conversions-csv.ts'
import { CustomerConversions } from '../../lib/reports/customer-conversions-view.ts'
import { getCustomerConversions } from '../../lib/reports/get-customer-conversions.ts'
import { CSV } from '../../lib/reports/report-input.ts'
import { type SyncRunWithJobs, SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import {
  NO_PREVIOUS_VERSION,
  NO_SUCH_FREEZE,
  NO_VERSION_WAITS,
  NOTHING_TO_ROLL_BACK,
  PLAN_WAITS,
  PUBLISHING_FROZEN,
  ROLLBACK_UNDER_WAY,
  SETUP_INCOMPLETE,
  SYNC_WAITS,
  VERSION_SUPERSEDED,
} from '../../lib/sync/sync-problems.ts'
import { getTracking } from '../../lib/trackings/get-tracking.ts'
import { NAME_IN_USE } from '../../lib/trackings/tracking-problems.ts'
import { type Tracking, TrackingView } from '../../lib/trackings/tracking-view.ts'

const params = z.object({ customerId: Id })

/** A run that goes on in the background, with the address at which to watch it. */
const started = (run: SyncRunWithJobs) => reply(run, { headers: { location: `/api/v1/sync-runs/${run.id}` } })

/** The same, of one that has its plan already or not yet. */
const planned = (run: SyncRunWithJobs) =>
  run.plan ? run : reply(run, { headers: started(run).headers, status: 202 })

const made = (customer: Customer) =>
  reply(customer, { headers: { location: `/api/v1/customers/${customer.id}` } })

const adopted = (tracking: Tracking) =>
  reply(tracking, { headers: { location: `/api/v1/trackings/${tracking.id}` } })

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
    summary: 'Create a customer; as ADMIN, with a Google login that the organization has already',
    auth: 'MEMBER',
    adminIf: ({ body }) => choosesLogin(body),
    rate: 'write',
    idempotent: async ({ db, id }) => made(await getCustomer(db, id)),
    transaction: 'write',
    body: CreateCustomer,
    output: CustomerView,
    status: 201,
    problems: [TOO_MANY_CUSTOMERS, NO_SUCH_LOGIN, LOGIN_LOST],
    run: async ({ db, body }) => made(await createCustomer(db, body)),
  }),
  route({
    id: 'customers.createMany',
    method: 'POST',
    path: '/v1/customers/bulk',
    summary: 'Create up to 100 customers, all or none; their containers are looked up in the background',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'google',
    idempotent: async ({ db, ids }) => ({ data: await getCustomers(db, ids) }),
    transaction: 'own',
    query: z.object({
      validate: z
        .enum(['true', 'false'])
        .default('false')
        .transform((text) => text === 'true')
        .describe('Create nothing: no customers are returned, or the errors of each'),
    }),
    body: CreateCustomers,
    output: z
      .object({ data: z.array(CustomerView).describe('In the order of the request') })
      .meta({ id: 'CreatedCustomers' }),
    problems: [
      TOO_MANY_CUSTOMERS,
      NO_SUCH_LOGIN,
      LOGIN_LOST,
      containersInUse(['body.customers.0.googleContainerId']),
    ],
    run: async ({ tenant, claim, query: { validate }, body }) => ({
      data: await createCustomers(tenant, body, { validate, claim }),
    }),
  }),
  route({
    id: 'customers.repairMany',
    method: 'POST',
    path: '/v1/customers/bulk/repair',
    summary:
      'Repair the trackings of all customers of which a finding of a kind is open, at most 100 customers a call',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'google',
    transaction: 'own',
    body: RepairCustomers,
    output: StartedRepairs,
    status: 202,
    run: ({ tenant, body }) => startRepairs(tenant, body),
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
    summary:
      'Change, pause or resume a customer; as ADMIN, choose its container and Google Ads account, and what goes live when',
    auth: 'MEMBER',
    adminIf: ({ body }) => choosesGoogle(body) || setsPublishing(body),
    rate: 'google',
    transaction: 'own',
    params,
    headers: IF_MATCH,
    body: UpdateCustomer,
    output: CustomerView,
    problems: [SYNC_UNDER_WAY, NO_SUCH_FREEZE, ...GOOGLE_PROBLEMS],
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
    problems: [RESTORED_CONTAINER_IN_USE, RESTORED_TRACKING_MOVED, TOO_MANY_CUSTOMERS],
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
    id: 'customers.assignConnection',
    method: 'POST',
    path: '/v1/customers/{customerId}/connection',
    summary: 'Give a customer a Google login that the organization has already, without a consent',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'write',
    transaction: 'write',
    params,
    headers: IF_MATCH,
    body: AssignConnection,
    output: CustomerView,
    problems: [NO_SUCH_LOGIN, LOGIN_LOST, CUSTOMER_CHANGED],
    run: ({ db, params, headers, body }) =>
      assignConnection(db, params.customerId, body, headers['if-match']),
  }),
  route({
    id: 'customers.google',
    method: 'GET',
    path: '/v1/customers/{customerId}/google',
    summary:
      "List Tag Manager and Google Ads accounts that the customer's Google login can see, or search containers",
    auth: 'MEMBER',
    rate: 'google',
    // It may renew a token, and takes from the quota at Google.
    safe: false,
    transaction: 'own',
    params,
    query: ContainerSearch,
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
    id: 'customers.conversions',
    method: 'GET',
    path: '/v1/customers/{customerId}/conversions',
    summary: 'List what each tracking of a customer has counted by day, or all of it as CSV',
    auth: 'MEMBER',
    rate: 'report',
    transaction: 'read',
    params,
    query: CustomerConversionsQuery,
    output: CustomerConversions,
    media: [CSV],
    run: async ({ db, tenant, params, query }) =>
      query.format === 'json'
        ? getCustomerConversions(db, tenant, params.customerId, query)
        : new Stream(await customerConversionsCsv(db, tenant, params.customerId, query), {
            contentType: CSV,
            filename: 'conversions.csv',
          }),
  }),
  route({
    id: 'customers.history',
    method: 'GET',
    path: '/v1/customers/{customerId}/history',
    summary:
      'List what became live for a customer, through whom and what it changed, newest first, or all of it as CSV',
    auth: 'MEMBER',
    rate: 'report',
    transaction: 'read',
    params,
    query: HistoryQuery,
    output: Page(HistoryEntryView),
    media: [CSV],
    run: async ({ db, tenant, params, query: { format, ...page } }) =>
      format === 'json'
        ? listHistory(db, tenant, params.customerId, page)
        : new Stream(await historyCsv(db, tenant, params.customerId), {
            contentType: CSV,
            filename: 'history.csv',
          }),
  }),
  route({
    id: 'customers.inventory',
    method: 'GET',
    path: '/v1/customers/{customerId}/inventory',
    summary:
      'Explain what the live container and the Google Ads account hold: what counts what, and what is broken; nothing is written',
    auth: 'MEMBER',
    rate: 'google',
    // It may renew a token, and takes from the quota at Google.
    safe: false,
    transaction: 'own',
    params,
    output: InventoryView,
    problems: [SETUP_INCOMPLETE, ...GOOGLE_PROBLEMS],
    run: ({ tenant, params }) => getInventory(tenant, params.customerId),
  }),
  route({
    id: 'customers.adopt',
    method: 'POST',
    path: '/v1/customers/{customerId}/adopt',
    summary:
      'Take a conversion tag that others have made over as a tracking, as it is live; nothing is written at Google',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'google',
    idempotent: async ({ db, id }) => adopted(await getTracking(db, id)),
    transaction: 'own',
    params,
    body: AdoptTag,
    output: TrackingView,
    status: 201,
    problems: [
      SETUP_INCOMPLETE,
      NO_SUCH_TAG,
      TAG_NOT_ADOPTABLE,
      TAG_IN_USE,
      NAME_IN_USE,
      TOO_MANY_TRACKINGS,
      ...GOOGLE_PROBLEMS,
    ],
    run: async ({ tenant, params, body, claim }) =>
      adopted(await adoptTag(tenant, params.customerId, body, claim)),
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
    problems: [SETUP_INCOMPLETE, SYNC_WAITS],
    status: 202,
    run: async ({ tenant, params, body }) => started(await startSync(tenant, params.customerId, body)),
  }),
  route({
    id: 'customers.plan',
    method: 'POST',
    path: '/v1/customers/{customerId}/plan',
    summary: 'Plan what a sync would do: each change, what else it meets, what it costs; nothing is written',
    auth: 'MEMBER',
    rate: 'google',
    transaction: 'own',
    params,
    body: PlanCustomer,
    output: SyncRunWithJobsView,
    pendingStatus: 202,
    problems: [SETUP_INCOMPLETE, PLAN_WAITS, OTHER_TRACKINGS],
    run: async ({ tenant, params, body }) => planned(await startPlan(tenant, params.customerId, body)),
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
    id: 'customers.repair',
    method: 'POST',
    path: '/v1/customers/{customerId}/repair',
    summary: 'Set what others have changed of all trackings of a customer back to what is wanted',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'google',
    transaction: 'own',
    params,
    output: SyncRunWithJobsView,
    problems: [SETUP_INCOMPLETE],
    status: 202,
    run: async ({ tenant, params }) => started(await startRepair(tenant, params.customerId)),
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
    problems: [NO_VERSION_WAITS, VERSION_SUPERSEDED, PUBLISHING_FROZEN],
    status: 202,
    run: async ({ tenant, params, body }) => started(await startPublish(tenant, params.customerId, body)),
  }),
  route({
    id: 'customers.rollback',
    method: 'POST',
    path: '/v1/customers/{customerId}/rollback',
    summary: 'Take back what was published last; the customer is on hold until it is resumed',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'google',
    transaction: 'own',
    params,
    body: RollbackCustomer,
    output: SyncRunWithJobsView,
    problems: [SETUP_INCOMPLETE, NOTHING_TO_ROLL_BACK, NO_PREVIOUS_VERSION, ROLLBACK_UNDER_WAY],
    status: 202,
    run: async ({ tenant, params, body }) => started(await startRollback(tenant, params.customerId, body)),
  }),
  route({
    id: 'customers.resume',
    method: 'POST',
    path: '/v1/customers/{customerId}/resume',
    summary: 'End the hold after a rollback; where jobs wait, a sync starts that builds on what is live',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'google',
    transaction: 'own',
    params,
    output: CustomerView,
    problems: [ROLLBACK_UNDER_WAY],
    run: ({ tenant, params }) => resumeCustomer(tenant, params.customerId),
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
