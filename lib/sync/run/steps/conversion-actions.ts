import { type GoogleAdsOptions, googleAds } from '../../../google/google-ads.ts'
import type { Conversion } from '../../plan/conversion.ts'
import { conversionName } from '../../plan/google-names.ts'
import { type ConversionChange, findAction, planConversions } from '../../plan/plan-conversions.ts'
import type { WorkItem } from '../../plan/work-item.ts'
import type { Rejections } from '../../queue/failure.ts'
import { failureOf, rejectionOf } from '../failure-of.ts'
import { acceptedWork } from '../run-state.ts'
import { SyncBlockedError } from '../sync-blocked-error.ts'
import { isLastTry, rejectsOneObject } from '../verdict-on.ts'
import type { Work } from '../work.ts'
import type { Step, StepResult } from './step.ts'

/**
 * Brings the conversion actions to what the trackings want and reads their labels back, because a mutate does not
 * return them. Five calls at most, however many trackings, and one more for each tracking that Google rejects.
 */
export const conversionActions: Step = {
  name: 'conversion_actions',
  isDone: ({ checkpoint }) => checkpoint.conversions !== undefined,
  take: (state, { ads }) => ensureActions(acceptedWork(state), ads),
}

async function ensureActions(work: Work, options: GoogleAdsOptions): Promise<StepResult> {
  const { googleAdsAccountId } = work.customer
  if (work.items.length === 0) return { kept: { conversions: {} } }
  if (googleAdsAccountId === null) throw new SyncBlockedError('ads_account_missing')
  const { ads, account } = await countingAccount(googleAdsAccountId, work.customer.loginCustomerId, options)

  const observed = await observeActions(ads, account, work.items)
  const { written, rejected } = await write(ads, account, work, planConversions(work.items, observed))
  const items = work.items
    .filter(({ trackingId }) => !rejected[trackingId])
    .map((item) => ({ ...item, resourceName: written.get(item.trackingId) ?? item.resourceName }))

  const unlabelled = items.filter((item) => !findAction(item, observed)?.conversionLabel)
  const labelled = [...(await labelsOf(ads, account, unlabelled)), ...observed]
  const conversions: Record<string, Conversion> = {}
  for (const item of items) {
    const conversion = labelOf(findAction(item, labelled))
    if (conversion) conversions[item.trackingId] = conversion
    else if (item.action !== 'DELETE') rejected[item.trackingId] = labelMissing(work)
  }
  return { kept: { conversions }, rejected }
}

type Ads = ReturnType<typeof googleAds>
type Action = ReturnType<typeof findAction>

/** The actions live in the account that counts the conversions, which is often the manager's. */
async function countingAccount(
  googleAdsAccountId: string,
  loginCustomerId: string | null,
  options: GoogleAdsOptions,
): Promise<{ ads: Ads; account: string }> {
  const direct = googleAds({ ...options, loginCustomerId })
  const { conversionCustomerId: account } = await direct.conversionSetting(googleAdsAccountId)
  const isManaged = account !== googleAdsAccountId
  return {
    ads: isManaged ? googleAds({ ...options, loginCustomerId: loginCustomerId ?? account }) : direct,
    account,
  }
}

async function observeActions(ads: Ads, account: string, items: readonly WorkItem[]) {
  const resourceNames = items.flatMap(({ resourceName }) => resourceName ?? [])
  const names = items.filter(({ resourceName }) => resourceName === null).map(conversionName)
  return [
    ...(resourceNames.length > 0 ? await ads.findConversionActions(account, { resourceNames }) : []),
    ...(names.length > 0 ? await ads.findConversionActions(account, { names }) : []),
  ]
}

/**
 * Writes all changes in one request; where Google rejects one of them and names it, all others.
 * @returns the resource name of each by tracking, and what was left out
 */
async function write(
  ads: Ads,
  account: string,
  { items, attempts }: Work,
  changes: readonly ConversionChange[],
): Promise<{ written: Map<string, string>; rejected: Rejections }> {
  const rejected: Rejections = {}
  let rest = changes
  while (rest.length > 0) {
    try {
      const operations = rest.map(({ operation }) => operation)
      const names = await ads.mutateConversionActions(account, operations)
      const written = rest.flatMap(({ trackingId }, index): [string, string][] =>
        names[index] ? [[trackingId, names[index]]] : [],
      )
      return { written: new Map(written), rejected }
    } catch (error) {
      if (!rejectsOneObject(error, attempts)) throw error
      const bad = rest[error.rejectedOperation ?? -1]
      const item = items.find(({ trackingId }) => trackingId === bad?.trackingId)
      if (!item) throw error
      rejected[item.trackingId] = rejectionOf(error, conversionName(item))
      rest = rest.filter((change) => change !== bad)
    }
  }
  return { written: new Map(), rejected }
}

async function labelsOf(ads: Ads, account: string, items: readonly WorkItem[]) {
  const resourceNames = items.flatMap(({ resourceName }) => resourceName ?? [])
  return resourceNames.length > 0 ? await ads.findConversionActions(account, { resourceNames }) : []
}

function labelOf(action: Action): Conversion | undefined {
  if (!action?.conversionId || !action.conversionLabel) return undefined
  const { resourceName, conversionId, conversionLabel } = action
  return { resourceName, conversionId, label: conversionLabel }
}

/** Google Ads may take a while to make a label: the run waits for it as often as for anything else. */
function labelMissing({ attempts }: Work) {
  const missing = new SyncBlockedError('label_missing')
  if (!isLastTry(attempts)) throw missing
  return failureOf(missing)
}
