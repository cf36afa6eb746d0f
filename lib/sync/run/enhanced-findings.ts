import type { FoundIssue } from '../../findings/found-issue.ts'
import { issueOf } from '../../findings/issue-of.ts'
import type { ConversionAction } from '../../google/google-ads.ts'
import { findAction } from '../plan/plan-action-changes.ts'
import type { PlannedTracking } from '../plan/planned-tracking.ts'
import { accountOf } from './ads-accounts.ts'

/** Whether the tag of a tracking is to send something along about visitors. */
export function isEnhanced({ conversionEnhanced, deleted }: PlannedTracking): boolean {
  return !deleted && conversionEnhanced !== 'off'
}

/**
 * The accounts that do not use what the tags of trackings send along, one finding each: their terms are not accepted, or
 * enhanced conversions are off. Only accounts are judged of which an action was looked at.
 * @param counting the account in which actions are made that are not there yet
 */
export function enhancedFindings(
  trackings: readonly PlannedTracking[],
  observed: readonly ConversionAction[],
  counting?: string,
): FoundIssue[] {
  const byAccount = Map.groupBy(trackings.filter(isEnhanced), (tracking) => {
    const action = findAction(tracking, observed)
    return action ? accountOf(action.resourceName) : counting
  })
  return [...byAccount].flatMap(([account, theirs]) => {
    const seen = observed.find((each) => accountOf(each.resourceName) === account && each.enhanced)?.enhanced
    const why = seen && (seen.termsAccepted ? (seen.switchedOn ? undefined : 'off') : 'terms')
    if (account === undefined || why === undefined) return []
    const names = theirs.map(({ name }) => name).toSorted()
    return [issueOf('enhanced.not_used', undefined, `account:${account}`, { account, why, names })]
  })
}
