import { resolveChoice } from '../connections/choices/resolve-choice.ts'
import { AppError, invalid } from '../errors/app-error.ts'
import { NOT_CONNECTED } from '../sync/sync-problems.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import type { UpdateCustomer } from './customer-input.ts'
import { CONNECTION_LOST } from './customer-problems.ts'
import type { Customer } from './customer-view.ts'
import { getCustomer } from './get-customer.ts'
import { type GoogleChoice, leavesPresent, movesElsewhere } from './plan-customer-update.ts'
import { requireMovable } from './require-movable.ts'

/**
 * Asks Google whether the customer's login reaches the chosen container and Google Ads account. What can be
 * rejected without Google is rejected first: every call costs quota that all organizations share.
 * @throws AppError `not_found`, `conflict`, or `invalid_request` naming the field that Google did not confirm
 */
export async function confirmChoice(
  tenant: Tenant,
  customerId: string,
  changes: UpdateCustomer,
): Promise<GoogleChoice> {
  const current = await withTenant(tenant, { readOnly: true }, async (db) => {
    const customer = await getCustomer(db, customerId)
    if (movesElsewhere(customer, changes)) {
      await requireMovable(db, customerId, leavesPresent(customer, changes))
    }
    return customer
  })
  const googleAccountId = requireConnection(current)
  const { googleContainerId, loginCustomerId } = changes
  const googleAdsAccountId =
    changes.googleAdsAccountId ?? (loginCustomerId && (current.googleAdsAccountId ?? undefined))
  if (loginCustomerId && !googleAdsAccountId) {
    throw invalid('body.loginCustomerId', 'choose googleAdsAccountId along with it')
  }
  const { containerPath, ...confirmed } = await resolveChoice(tenant, {
    googleAccountId,
    ...(googleContainerId && { googleContainerId }),
    ...(googleAdsAccountId && { googleAdsAccountId }),
    ...(loginCustomerId && { loginCustomerId }),
  })
  return {
    googleAccountId,
    ...(googleContainerId && containerPath && { container: { googleContainerId, containerPath } }),
    ...(googleAdsAccountId && {
      ads: { googleAdsAccountId, loginCustomerId: confirmed.loginCustomerId ?? null },
    }),
  }
}

function requireConnection({ id: customerId, connection }: Customer): string {
  if (connection?.status === 'ACTIVE') return connection.googleAccountId
  throw AppError.of(connection ? CONNECTION_LOST : NOT_CONNECTED, { customerId })
}
