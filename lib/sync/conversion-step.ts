import { type GoogleAdsOptions, googleAds } from '../google/ads.ts'
import { SyncRefused } from './failure.ts'
import { conversionName } from './mark.ts'
import { type ConversionChange, findAction, planConversions } from './plan-conversions.ts'
import type { Conversion, Work, WorkItem } from './work.ts'

/**
 * Brings the conversion actions to what the trackings want and reads their labels back, because a mutate does not
 * return them. The actions live in the account that counts the conversions, which is often the manager's.
 * At most five calls, however many trackings.
 * @throws GoogleError, SyncRefused
 */
export async function ensureConversions(
  work: Work,
  options: GoogleAdsOptions,
): Promise<Record<string, Conversion>> {
  const { googleAdsAccountId } = work.customer
  if (work.items.length === 0) return {}
  if (googleAdsAccountId === null && work.items.every(({ action }) => action === 'DELETE')) return {}
  if (googleAdsAccountId === null) throw new SyncRefused('ads_account_missing')
  const setting = await googleAds(options).conversionSetting(googleAdsAccountId)
  const account = setting.conversionCustomerId
  const isManaged = account !== googleAdsAccountId
  const ads = googleAds({
    ...options,
    loginCustomerId: options.loginCustomerId ?? (isManaged ? account : undefined),
  })

  const observed = await observeActions(ads, account, work.items)
  const changes = planConversions(work.items, observed)
  const written = await write(ads, account, changes)
  const items = work.items.map((item) => ({
    ...item,
    resourceName: written.get(item.trackingId) ?? item.resourceName,
  }))

  const unlabelled = items.filter((item) => !findAction(item, observed)?.conversionLabel)
  const fresh = await labelsOf(ads, account, unlabelled)
  return Object.fromEntries(
    items.flatMap((item) => {
      const action = findAction(item, fresh) ?? findAction(item, observed)
      if (!action?.conversionId || !action.conversionLabel) {
        if (item.action === 'DELETE') return []
        throw new SyncRefused('label_missing')
      }
      const { resourceName, conversionId, conversionLabel } = action
      return [[item.trackingId, { resourceName, conversionId, label: conversionLabel }]]
    }),
  )
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

/** Writes all changes or none; returns the resource name of each by tracking. */
async function write(
  ads: Ads,
  account: string,
  changes: readonly ConversionChange[],
): Promise<Map<string, string>> {
  if (changes.length === 0) return new Map()
  const names = await ads.mutateConversionActions(
    account,
    changes.map(({ operation }) => operation),
  )
  return new Map(
    changes.flatMap(({ trackingId }, index) => (names[index] ? [[trackingId, names[index]]] : [])),
  )
}

async function labelsOf(ads: Ads, account: string, items: readonly WorkItem[]) {
  const resourceNames = items.flatMap(({ resourceName }) => resourceName ?? [])
  return resourceNames.length > 0 ? await ads.findConversionActions(account, { resourceNames }) : []
}
