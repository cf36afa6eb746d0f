import { adsCustomerId } from './google-ads.ts'

/**
 * As many actions does one question name. Google documents no limit of a query’s length; with more, all of the account’s
 * are asked for and ours are picked out of them, so that it stays one question.
 */
const NAMED_AT_MOST = 500

/** Actions of one account by their ids (`AdsActionId`). */
export type AskedActions = { accountId: string; actionIds: ReadonlySet<string> }

/** The condition of a query that names the actions by a field that holds their resource names; empty where there are too many. */
export function actionsAskedFor(
  field: 'conversion_action.resource_name' | 'segments.conversion_action',
  { accountId, actionIds }: AskedActions,
): string[] {
  if (actionIds.size > NAMED_AT_MOST) return []
  // An action of a manager appears in its client’s account under the client’s name.
  const account = adsCustomerId(accountId)
  const names = [...actionIds].map((id) => `'customers/${account}/conversionActions/${id}'`)
  return [`${field} IN (${names.join(', ')})`]
}
