import { holdLogin } from '../connections/hold-login.ts'
import { AppError } from '../errors/app-error.ts'
import { TOO_MANY_CUSTOMERS } from '../errors/row-caps.ts'
import type { IdempotencyClaim } from '../tenant/idempotency-claim.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../tenant/with-tenant.ts'
import type { CreateCustomers, NewCustomer } from './bulk-input.ts'
import { containersInUse } from './customer-problems.ts'
import { type Customer, customerView, NEW_CUSTOMER_FIELDS } from './customer-view.ts'
import type { RequestedChoice } from './requested-choice.ts'
import { startChoices } from './start-choices.ts'

const MOST_CUSTOMERS = 10_000

type Options = {
  /** Creates nothing: only what would stand against it is said. */
  validate: boolean
  claim: IdempotencyClaim | undefined
}

/**
 * Creates many customers, all or none, with their login. Containers and Google Ads accounts are asked of Google in the
 * background, one customer after the other, and chosen with the rights of the user who asked.
 * @returns the customers in the order of the request, none where it was only to be validated
 * @throws AppError `not_found`, `conflict` for the login; `conflict` naming every container that another customer has;
 *   `limit_reached`
 */
export async function createCustomers(
  tenant: Tenant,
  input: CreateCustomers,
  { validate, claim }: Options,
): Promise<Customer[]> {
  const made = (customers: Customer[]) => customers.map(({ id }) => id)
  const created = await withTenant(tenant, { ...(claim && { claim: { ...claim, made } }) }, async (db) => {
    const { googleAccountId, customers } = input
    const login = googleAccountId === undefined ? null : await holdLogin(db, googleAccountId)
    await requireFreeContainers(db, customers)
    if (validate) {
      await requireRoom(db, customers.length)
      return []
    }
    const rows = await db.customer.createManyAndReturn({
      data: customers.map((customer) => newRow(tenant, customer, googleAccountId)),
      select: NEW_CUSTOMER_FIELDS,
    })
    return rows.map((row) => customerView({ ...row, googleConnection: login }))
  })
  if (created.some(({ requestedChoice }) => requestedChoice !== null)) startChoices()
  return created
}

/** What the database holds against the cap where rows are written. */
async function requireRoom(db: TenantDb, more: number): Promise<void> {
  if ((await db.customer.count()) + more > MOST_CUSTOMERS) throw AppError.of(TOO_MANY_CUSTOMERS)
}

async function requireFreeContainers(db: TenantDb, customers: readonly NewCustomer[]): Promise<void> {
  const asked = customers.flatMap(({ googleContainerId }) => googleContainerId ?? [])
  if (asked.length === 0) return
  const used = await db.customer.findMany({
    where: { googleContainerId: { in: asked } },
    select: { googleContainerId: true },
  })
  const taken = new Set(used.map(({ googleContainerId }) => googleContainerId))
  const fields = customers.flatMap(({ googleContainerId }, index) =>
    googleContainerId && taken.has(googleContainerId) ? [`body.customers.${index}.googleContainerId`] : [],
  )
  if (fields.length > 0) throw AppError.of(containersInUse(fields))
}

function newRow(tenant: Tenant, customer: NewCustomer, googleAccountId: string | undefined) {
  const { name, websiteUrl } = customer
  const choice = requestedChoice(tenant, customer)
  return {
    name,
    websiteUrl,
    ...(googleAccountId && { googleAccountId, googleAccess: 'GRANTED' }),
    requestedChoice: choice ?? {},
    choiceDueAt: choice ? new Date(choice.requestedAt) : null,
  }
}

function requestedChoice(
  { actor, requestId }: Tenant,
  { googleContainerId, googleAdsAccountId }: NewCustomer,
): RequestedChoice | undefined {
  if (googleContainerId === undefined && googleAdsAccountId === undefined) return undefined
  return {
    ...(googleContainerId && { googleContainerId }),
    ...(googleAdsAccountId && { googleAdsAccountId }),
    by: askedBy(actor),
    requestId,
    requestedAt: new Date().toISOString(),
  }
}

function askedBy(actor: Tenant['actor']): RequestedChoice['by'] {
  switch (actor.kind) {
    case 'user':
      return { kind: 'user', userId: actor.userId, authenticatedAt: actor.authenticatedAt.toISOString() }
    case 'key':
      return { kind: 'key', keyId: actor.keyId }
    case 'run':
    case 'refresh':
    case 'collection':
      throw new TypeError(`a ${actor.kind} cannot ask for containers`)
    default:
      return actor satisfies never
  }
}
