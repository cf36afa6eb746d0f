import { type NewAction, newConversionAction } from '../ads/new-conversion-action.ts'
import type { AdsCustomer, ConversionAction, State } from '../state/state.ts'

/** An action that somebody else has made in an account, by default for a web page and with a name that tells it apart. */
export function addConversionAction(
  state: State,
  account: AdsCustomer,
  fields: NewAction = {},
): ConversionAction {
  const { name = `Made by hand ${account.conversionActions.size + 1}`, type = 'WEBPAGE' } = fields
  const action = newConversionAction(state, account, { ...fields, name, type })
  account.conversionActions.set(action.id, action)
  return action
}
