import { violatedConstraint } from '../db/constraint-violation.ts'
import { AppError } from '../errors/app-error.ts'
import { type IfMatch, requireMatch, unmatched } from '../input/if-match.ts'
import { freezeError } from '../sync/freeze-error.ts'
import { enqueueSync } from '../sync/queue/enqueue.ts'
import { outstandingJobs } from '../sync/queue/request-sync.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../tenant/with-tenant.ts'
import { confirmChoice } from './confirm-choice.ts'
import { choosesGoogle, type UpdateCustomer } from './customer-input.ts'
import { CONTAINER_IN_USE, CUSTOMER_CHANGED, NO_SUCH_CUSTOMER } from './customer-problems.ts'
import { CUSTOMER_COLUMNS, CUSTOMER_FIELDS, type Customer, customerView } from './customer-view.ts'
import {
  type GoogleChoice,
  leavesPresent,
  movesElsewhere,
  planCustomerUpdate,
} from './plan-customer-update.ts'
import { requireMovable } from './require-movable.ts'

/**
 * Changes a customer. Container and Google Ads account are an ADMIN's choice (which the tenant's actor has to claim)
 * and are written only after Google has confirmed them, so this asks Google between its two transactions.
 * A customer that becomes READY gets a run for the jobs that have waited for it; one that moves, a run that makes
 * everything that was left behind or has failed.
 * @throws AppError `not_found`, `conflict`, `invalid_request`, `precondition_failed`
 */
export async function updateCustomer(
  tenant: Tenant,
  customerId: string,
  changes: UpdateCustomer,
  ifMatch: IfMatch,
): Promise<Customer> {
  const choice = choosesGoogle(changes) ? await confirmChoice(tenant, customerId, changes) : undefined
  return withTenant(tenant, {}, (db) => applyUpdate(db, customerId, { changes, choice, ifMatch }))
}

/** What is chosen takes the place of what was requested. */
const CHOSEN = { requestedChoice: {}, choiceDueAt: null }

type Update = {
  changes: UpdateCustomer
  choice: GoogleChoice | undefined
  ifMatch: IfMatch
}

async function applyUpdate(
  db: TenantDb,
  customerId: string,
  { changes, choice, ifMatch }: Update,
): Promise<Customer> {
  if (choice) await holdConnection(db, customerId)
  const row = await db.customer.findUnique({ where: { id: customerId }, select: CUSTOMER_FIELDS })
  if (!row) throw AppError.of(NO_SUCH_CUSTOMER)
  const current = customerView(row)
  requireMatch('customer', current.version, ifMatch)
  const update = planCustomerUpdate(current, changes, choice)
  const moves = movesElsewhere(current, changes)
  if (moves) await requireMovable(db, customerId, leavesPresent(current, changes))

  const [written] = await db.customer
    .updateManyAndReturn({
      where: { id: customerId, version: current.version },
      data: { ...update, ...(choice && CHOSEN), version: current.version + 1 },
      select: CUSTOMER_COLUMNS,
    })
    .catch((error: unknown) => {
      throw containerInUse(error) ?? freezeError(error)
    })
  if (!written) throw unmatched('customer', ifMatch, AppError.of(CUSTOMER_CHANGED))
  if (written.status === 'READY' && (moves || current.status !== 'READY')) {
    enqueueSync(customerId, moves ? await outstandingJobs(db, customerId) : [])
  }
  return customerView({ ...row, ...written })
}

/** A login that is lost or disconnected at this moment takes its customers along: after this change, or before it. */
async function holdConnection(db: TenantDb, customerId: string): Promise<void> {
  await db.$queryRaw`
    select from google_connection g
    join customer c on c.organization_id = g.organization_id and c.google_account_id = g.google_account_id
    where c.organization_id = app.require_org() and c.id = ${customerId}::uuid
    for share of g`
}

function containerInUse(error: unknown): AppError | undefined {
  return violatedConstraint(error) === 'customer_container_live_key'
    ? AppError.of(CONTAINER_IN_USE)
    : undefined
}
