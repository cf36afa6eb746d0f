import { ownersFor } from '../ads/visible-actions.ts'
import type { AdsCustomer, ConversionAction, State } from '../state/state.ts'
import { adsCustomerById } from './edit-action-by-hand.ts'

type FoundAction = { account: AdsCustomer; owner: AdsCustomer; action: ConversionAction }

/**
 * An action that an account sees, its own or its manager's. Of several with one name, one that is not removed.
 * @throws Error when there is none: a mistake of the test
 */
export function findAction(state: State, accountId: string, idNameOrLabel: string): FoundAction {
  const account = adsCustomerById(state, accountId)
  const owners = ownersFor(state, account)
  for (const owner of owners) {
    const action = owner.conversionActions.get(idNameOrLabel)
    if (action) return { account, owner, action }
  }
  const named = owners.flatMap((owner) =>
    [...owner.conversionActions.values()]
      .filter(({ name, label }) => name === idNameOrLabel || label === idNameOrLabel)
      .map((action) => ({ account, owner, action })),
  )
  const found = named.find(({ action }) => action.status !== 'REMOVED') ?? named[0]
  if (!found) throw new Error(`${accountId} has no conversion action "${idNameOrLabel}".`)
  return found
}
