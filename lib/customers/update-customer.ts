import { violatedConstraint } from '../db/constraint-violation.ts'
import { AppError, notFound, requireVersion, stale } from '../errors/app-error.ts'
import { enqueueSync } from '../sync/queue/enqueue.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../tenant/with-tenant.ts'
import { confirmChoice } from './confirm-choice.ts'
import { choosesGoogle, type UpdateCustomer } from './customer-input.ts'
import { CUSTOMER_COLUMNS, CUSTOMER_FIELDS, type CustomerView, customerView } from './customer-view.ts'
import { type GoogleChoice, movesElsewhere, planUpdate } from './plan-update.ts'
import { requireMovable } from './require-movable.ts'

/**
 * Changes a customer. Container and Google Ads account are an ADMIN's choice (the tenant's actor must be entered as
 * one) and are written only after Google has confirmed them, so this asks Google between its two transactions.
 * A customer that becomes CONNECTED gets a run for whatever has waited for it.
 * @param versions the only ones to change, where the caller names some
 * @throws AppError `not_found`, `conflict`, `invalid_request`, `precondition_failed`
 */
export async function updateCustomer(
  tenant: Tenant,
  customerId: string,
  changes: UpdateCustomer,
  versions?: readonly number[],
): Promise<CustomerView> {
  const choice = choosesGoogle(changes) ? await confirmChoice(tenant, customerId, changes) : undefined
  return withTenant(tenant, {}, (db) => applyUpdate(db, customerId, { changes, choice, versions }))
}

type Update = {
  changes: UpdateCustomer
  choice: GoogleChoice | undefined
  versions: readonly number[] | undefined
}

async function applyUpdate(
  db: TenantDb,
  customerId: string,
  { changes, choice, versions }: Update,
): Promise<CustomerView> {
  if (changes.status !== undefined || choice) await holdConnection(db, customerId)
  const row = await db.customer.findUnique({ where: { id: customerId }, select: CUSTOMER_FIELDS })
  if (!row) throw notFound('customer')
  const current = customerView(row)
  requireVersion('customer', current.version, versions)
  const update = planUpdate(current, changes, choice)
  if (movesElsewhere(current, changes)) await requireMovable(db, customerId)

  const [written] = await writing(
    db.customer.updateManyAndReturn({
      where: { id: customerId, version: current.version },
      data: { ...update, version: current.version + 1 },
      select: CUSTOMER_COLUMNS,
    }),
  )
  if (!written && versions) throw stale('customer')
  if (!written) {
    throw new AppError(
      'conflict',
      'Somebody changed this customer at the same moment. Read it again and repeat.',
    )
  }
  if (update.status === 'CONNECTED' && current.status !== 'CONNECTED') await enqueueSync(db, customerId, [])
  return customerView({ ...written, googleConnection: row.googleConnection })
}

/** A login that is lost or disconnected at this moment takes its customers along: after this change, or before it. */
async function holdConnection(db: TenantDb, customerId: string): Promise<void> {
  await db.$queryRaw`
    select from google_connection g
    join customer c on c.organization_id = g.organization_id and c.google_account_id = g.google_account_id
    where c.organization_id = app.require_org() and c.id = ${customerId}::uuid
    for share of g`
}

async function writing<Result>(statement: Promise<Result>): Promise<Result> {
  try {
    return await statement
  } catch (error) {
    if (violatedConstraint(error) !== 'customer_container_live_key') throw error
    const reason = 'another customer of your organization uses this container; each needs its own'
    throw new AppError('conflict', `body.googleContainerId: ${reason}`, {
      invalidParams: [{ name: 'body.googleContainerId', reason }],
    })
  }
}
