import { adsCustomerId } from './google-ads.ts'

/**
 * As many actions does one question name. Google documents no limit of a query’s length; with more, all of the account’s
 * are asked for and ours are picked out of them, so that it stays one question.
 */
const NAMED_AT_MOST = 500

/** Actions of one account by their ids: the last part of a resource name, which is the same in every account that sees it. */
export type AskedActions = { accountId: string; actionIds: ReadonlySet<string> }

/** The condition of a query that names the actions by a field that holds their resource names; empty where there are too many. */
export function actionsAskedFor(
  field: 'conversion_action.resource_name' | 'segments.conversion_action',
  { accountId, actionIds }: AskedActions,
): string[] {
  if (actionIds.size > NAMED_AT_MOST) return []
  // An action of a manager appears in its client’s account under the client’s name.
  const names = [...actionIds].map(
    (id) => `'customers/${adsCustomerId(accountId)}/conversionActions/${adsActionId(id)}'`,
  )
  return [`${field} IN (${names.join(', ')})`]
}

/**
 * The id of an action, from its resource name or by itself.
 * @throws TypeError for anything else
 */
export function adsActionId(text: string): string {
  const id = /^(?:customers\/\d+\/conversionActions\/)?(\d+)$/.exec(text)?.[1]
  if (id === undefined) throw new TypeError('Not a conversion action')
  return id
}
