import type {
  ConversionAction,
  ConversionActionFields,
  ConversionActionOperation,
} from '../../google/google-ads.ts'
import { conversionName } from './google-names.ts'
import type { WorkItem } from './work-item.ts'

/** One change in Google Ads, with the tracking that it is for. */
export type ConversionChange = { trackingId: string; operation: ConversionActionOperation }

type Wanted = Required<
  Pick<
    ConversionActionFields,
    'name' | 'category' | 'status' | 'countingType' | 'primaryForGoal' | 'valueSettings'
  >
>

function wantedFor(item: WorkItem): Wanted {
  return {
    name: conversionName(item),
    category: item.conversionCategory,
    status: 'ENABLED',
    countingType: item.conversionCounting,
    primaryForGoal: true,
    valueSettings:
      item.conversionValue !== null && item.conversionCurrency !== null
        ? {
            defaultValue: item.conversionValue,
            defaultCurrencyCode: item.conversionCurrency,
            alwaysUseDefaultValue: false,
          }
        : { alwaysUseDefaultValue: false },
  }
}

/** The conversion action of a tracking: by its resource name where that is known, else by its name. */
export function findAction(
  item: WorkItem,
  observed: readonly ConversionAction[],
): ConversionAction | undefined {
  const alive = observed.filter((action) => action.status !== 'REMOVED')
  return (
    alive.find((action) => action.resourceName === item.resourceName) ??
    alive.find((action) => action.name === conversionName(item))
  )
}

/**
 * The changes that bring the conversion actions to what the trackings want. A deleted tracking's action is set aside
 * (hidden, out of the goals) and keeps its label, so that a restore continues its history.
 */
export function planConversions(
  items: readonly WorkItem[],
  observed: readonly ConversionAction[],
): ConversionChange[] {
  return items.flatMap((item) => {
    const action = findAction(item, observed)
    const operation = item.action === 'DELETE' ? hide(action) : createOrUpdate(item, action)
    return operation ? [{ trackingId: item.trackingId, operation }] : []
  })
}

function hide(action: ConversionAction | undefined): ConversionActionOperation | undefined {
  if (!action || action.status === 'HIDDEN') return undefined
  return {
    update: { resourceName: action.resourceName, status: 'HIDDEN', primaryForGoal: false },
    updateMask: 'status,primary_for_goal',
  }
}

function createOrUpdate(
  item: WorkItem,
  action: ConversionAction | undefined,
): ConversionActionOperation | undefined {
  const wanted = wantedFor(item)
  if (!action) return { create: { ...wanted, type: 'WEBPAGE' } }
  const mask = [
    action.name !== wanted.name && 'name',
    action.category !== wanted.category && 'category',
    action.status !== wanted.status && 'status',
    action.countingType !== wanted.countingType && 'counting_type',
    action.primaryForGoal !== wanted.primaryForGoal && 'primary_for_goal',
    !sameValue(wanted.valueSettings, action.valueSettings) &&
      'value_settings.default_value,value_settings.default_currency_code,value_settings.always_use_default_value',
  ].filter((path) => path !== false)
  if (mask.length === 0) return undefined
  return { update: { resourceName: action.resourceName, ...wanted }, updateMask: mask.join(',') }
}

function sameValue(wanted: Wanted['valueSettings'], observed: ConversionAction['valueSettings']): boolean {
  return (
    (wanted.defaultValue ?? 0) === (observed?.defaultValue ?? 0) &&
    (wanted.defaultValue === undefined || wanted.defaultCurrencyCode === observed?.defaultCurrencyCode)
  )
}
