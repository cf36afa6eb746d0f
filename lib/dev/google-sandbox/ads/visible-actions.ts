import type { AdsCustomer, ConversionAction, State } from '../state/state.ts'

/** An action as an account sees it, with the account that owns it. */
export type VisibleAction = { customer: AdsCustomer; owner: AdsCustomer; action: ConversionAction }

/** The accounts whose actions an account sees: itself, and the manager that its conversions live in. */
export function ownersFor(state: State, customer: AdsCustomer): AdsCustomer[] {
  const conversionCustomer = state.adsCustomers.get(customer.conversionCustomerId)
  return conversionCustomer && conversionCustomer !== customer ? [customer, conversionCustomer] : [customer]
}

export function visibleActions(state: State, customer: AdsCustomer): VisibleAction[] {
  return ownersFor(state, customer).flatMap((owner) =>
    [...owner.conversionActions.values()].map((action) => ({ customer, owner, action })),
  )
}

/** An account names an action that it sees by its own id, whoever owns it. */
export function resourceNameOf(customer: AdsCustomer, { id }: Pick<ConversionAction, 'id'>): string {
  return `customers/${customer.id}/conversionActions/${id}`
}
