import { type GoogleAdsOptions, googleAds } from '../../google/ads.ts'
import { conversionName } from '../plan/google-names.ts'
import { type ConversionChange, findAction, planConversions } from '../plan/plan-conversions.ts'
import {
  failureOf,
  isLastTry,
  type Rejections,
  rejectionOf,
  rejectsOneObject,
  SyncBlockedError,
} from './failure.ts'
import type { Conversion, Work, WorkItem } from './work.ts'

/**
 * Brings the conversion actions to what the trackings want and reads their labels back, because a mutate does not
 * return them. The actions live in the account that counts the conversions, which is often the manager's.
 * Five calls at most, however many trackings, and one more for each tracking that Google refuses.
 * @throws GoogleError, SyncBlockedError
 */
export async function ensureConversions(
  work: Work,
  options: GoogleAdsOptions,
): Promise<{ conversions: Record<string, Conversion>; rejected: Rejections }> {
  const { googleAdsAccountId } = work.customer
  if (work.items.length === 0) return { conversions: {}, rejected: {} }
  if (googleAdsAccountId === null) throw new SyncBlockedError('ads_account_missing')
  const setting = await googleAds(options).conversionSetting(googleAdsAccountId)
  const account = setting.conversionCustomerId
  const isManaged = account !== googleAdsAccountId
  const ads = googleAds({
    ...options,
    loginCustomerId: options.loginCustomerId ?? (isManaged ? account : undefined),
  })

  const observed = await observeActions(ads, account, work.items)
  const { written, rejected } = await write(ads, account, work, planConversions(work.items, observed))
  const items = work.items
    .filter(({ trackingId }) => !rejected[trackingId])
    .map((item) => ({ ...item, resourceName: written.get(item.trackingId) ?? item.resourceName }))

  const unlabelled = items.filter((item) => !findAction(item, observed)?.conversionLabel)
  const fresh = await labelsOf(ads, account, unlabelled)
  const conversions = Object.fromEntries(
    items.flatMap((item) => {
      const action = findAction(item, fresh) ?? findAction(item, observed)
      if (!action?.conversionId || !action.conversionLabel) {
        if (item.action === 'DELETE') return []
        const missing = new SyncBlockedError('label_missing')
        if (!isLastTry(work.attempts)) throw missing
        rejected[item.trackingId] = failureOf(missing)
        return []
      }
      const { resourceName, conversionId, conversionLabel } = action
      return [[item.trackingId, { resourceName, conversionId, label: conversionLabel }]]
    }),
  )
  return { conversions, rejected }
}

type Ads = ReturnType<typeof googleAds>

async function observeActions(ads: Ads, account: string, items: readonly WorkItem[]) {
  const resourceNames = items.flatMap(({ resourceName }) => resourceName ?? [])
  const names = items.filter(({ resourceName }) => resourceName === null).map(conversionName)
  return [
    ...(resourceNames.length > 0 ? await ads.findConversionActions(account, { resourceNames }) : []),
    ...(names.length > 0 ? await ads.findConversionActions(account, { names }) : []),
  ]
}

/**
 * Writes all changes in one request; where Google refuses one of them and names it, all others.
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
      const bad = rest[error.refusedOperation ?? -1]
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
