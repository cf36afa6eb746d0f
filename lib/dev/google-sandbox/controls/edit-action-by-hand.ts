import type { AdsCustomer, ConversionAction, State } from '../state/state.ts'

/**
 * A person changes a conversion action in Google Ads' own pages.
 * @returns what was there before, so that it can be set back
 * @throws Error when there is no such action: a mistake of the test
 */
export function editActionByHand(
  account: AdsCustomer,
  name: string,
  changes: Partial<ConversionAction>,
): ConversionAction {
  const action = [...account.conversionActions.values()].find((each) => each.name === name)
  if (!action) throw new Error(`${account.id} has no conversion action "${name}".`)
  const before = { ...action, valueSettings: { ...action.valueSettings } }
  Object.assign(action, changes)
  return before
}

/** @throws Error when there is no such account: a mistake of the test */
export function adsCustomerById(state: State, id: string): AdsCustomer {
  const account = state.adsCustomers.get(id)
  if (!account) throw new Error(`There is no Ads account ${id}.`)
  return account
}
