import { sqlStateOf } from '../db/sql-state.ts'
import { AppError } from '../errors/app-error.ts'
import { NOTHING_TO_SEARCH } from '../errors/nothing-to-search.ts'
import { DEPLOYMENT_STATES } from '../model/deployment-state.ts'
import { EVIDENCE_STATES } from '../model/evidence-state.ts'
import type { Position } from '../paging/cursor.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { CustomerFilter } from './customer-input.ts'
import { CUSTOMER_SORTS } from './customer-sorts.ts'
import { CUSTOMER_FIELDS, type Customer, customerView } from './customer-view.ts'

type Search = CustomerFilter & {
  q: string
  after: Position<Date> | Position<string> | Position<number> | undefined
  take: number
}

/**
 * Customers whose name or website contains a text. Two statements: the ids, by a function of the database, which alone
 * can use the index over texts, then their rows.
 * @throws AppError `invalid_request` for a text of which nothing is left to search for
 */
export async function searchCustomers(db: TenantDb, search: Search): Promise<Customer[]> {
  const { q, status, deploymentWorst, evidenceWorst, hasFindings, deleted, sort, order, after, take } = search
  const { column } = CUSTOMER_SORTS[sort]
  const value = after?.value instanceof Date ? after.value.toISOString() : after?.value.toString()
  const deployment = deploymentWorst && DEPLOYMENT_STATES.indexOf(deploymentWorst)
  const evidence = evidenceWorst && EVIDENCE_STATES.indexOf(evidenceWorst)
  const found = await db.$queryRaw<{ id: string }[]>`
    select id from app.search_customers(${q}, ${status ?? null}, ${deployment ?? null}::smallint,
      ${evidence ?? null}::smallint, ${hasFindings ?? null}::boolean, ${deleted}, ${column}, ${order}, ${value ?? null}, ${after?.id ?? null}::uuid, ${take}::integer) as id`.catch(
    (error: unknown) => {
      throw sqlStateOf(error) === 'OC020' ? AppError.of(NOTHING_TO_SEARCH) : error
    },
  )
  const ids = found.map(({ id }) => id)
  const rows = await db.customer.findMany({ where: { id: { in: ids } }, select: CUSTOMER_FIELDS })
  // One was deleted in between: search again, or the page would seem to be the last.
  if (rows.length < ids.length) return searchCustomers(db, search)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? []).map(customerView)
}
