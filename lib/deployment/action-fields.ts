import type { ConversionAction, ConversionActionFields } from '../google/google-ads.ts'
import type { FieldChange, Fields, FieldValue } from './fields.ts'

/** What a tracking decides of its conversion action. */
export type WantedAction = {
  name: string
  category: string
  counting: string
  /** The same for every conversion; `fromTag`: what each tag sends has to be used. */
  value: { amount: number; currency: string } | 'fromTag' | undefined
  primary: boolean
  windows: { click: number | null; view: number | null }
  /** A deleted tracking's action is hidden and out of the goals; its label stays, so that a restore goes on with it. */
  hidden: boolean
}

export function wantedActionFields({
  name,
  category,
  counting,
  value,
  primary,
  windows: { click, view },
  hidden,
}: WantedAction): Fields {
  return {
    name,
    category,
    countingType: counting,
    ...(value === 'fromTag'
      ? { alwaysUseDefaultValue: false }
      : value && { defaultValue: value.amount, currency: value.currency }),
    ...(click !== null && { clickThroughLookbackWindowDays: click }),
    ...(view !== null && { viewThroughLookbackWindowDays: view }),
    status: hidden ? 'HIDDEN' : 'ENABLED',
    primaryForGoal: primary && !hidden,
  }
}

/**
 * A conversion action of Google Ads as flat fields: only what a tracking can want of it.
 * @param hasValue whether it was given a value: without one it has the default of 0 or 1, under any currency, which is
 *   nobody's choice
 */
export function actionFields(action: ConversionAction, hasValue: boolean): Fields {
  const { name, category, countingType, status, primaryForGoal, valueSettings } = action
  const { clickThroughLookbackWindowDays: click, viewThroughLookbackWindowDays: view } = action
  const { defaultValue = 0, defaultCurrencyCode, alwaysUseDefaultValue = false } = valueSettings ?? {}
  const isChosen = defaultValue !== 0 && (hasValue || defaultValue !== 1)
  return {
    name,
    category,
    ...(countingType !== undefined && { countingType }),
    ...(isChosen && { defaultValue }),
    ...(isChosen && defaultCurrencyCode && { currency: defaultCurrencyCode }),
    alwaysUseDefaultValue,
    ...(click !== undefined && { clickThroughLookbackWindowDays: click }),
    ...(view !== undefined && { viewThroughLookbackWindowDays: view }),
    status,
    primaryForGoal,
  }
}

/** The paths of Google's update mask (https://developers.google.com/google-ads/api/rest/common/update-masks). */
const PATHS: Readonly<Record<string, string>> = {
  name: 'name',
  category: 'category',
  countingType: 'counting_type',
  defaultValue: 'value_settings.default_value',
  currency: 'value_settings.default_currency_code',
  alwaysUseDefaultValue: 'value_settings.always_use_default_value',
  clickThroughLookbackWindowDays: 'click_through_lookback_window_days',
  viewThroughLookbackWindowDays: 'view_through_lookback_window_days',
  status: 'status',
  primaryForGoal: 'primary_for_goal',
}

/** What an update sets, as flat fields; `undefined` where it clears one. */
export function updatedFields(
  { name, category, countingType, status, primaryForGoal, valueSettings, ...windows }: ConversionActionFields,
  updateMask: string,
): ReadonlyMap<string, FieldValue | undefined> {
  const set: Readonly<Record<string, FieldValue | undefined>> = {
    name,
    category,
    countingType,
    defaultValue: valueSettings?.defaultValue,
    currency: valueSettings?.defaultCurrencyCode,
    alwaysUseDefaultValue: valueSettings?.alwaysUseDefaultValue,
    clickThroughLookbackWindowDays: windows.clickThroughLookbackWindowDays,
    viewThroughLookbackWindowDays: windows.viewThroughLookbackWindowDays,
    status,
    primaryForGoal,
  }
  const paths = new Set(updateMask.split(','))
  const fields = Object.keys(PATHS).filter((field) => paths.has(PATHS[field] ?? ''))
  return new Map(fields.map((field) => [field, set[field]]))
}

/** Changed fields as an update, with the mask that lists them; a listed field that is absent is cleared. */
export function actionUpdate(changes: readonly FieldChange[]): {
  fields: ConversionActionFields
  updateMask: string
} {
  const value = new Map(changes.map(({ field, after }) => [field, after]))
  const text = (field: string) => (value.get(field) === undefined ? undefined : String(value.get(field)))
  const number = (field: string) => (value.get(field) === undefined ? undefined : Number(value.get(field)))
  const [status, counting, primary] = [
    value.get('status'),
    value.get('countingType'),
    value.get('primaryForGoal'),
  ]
  const valueSettings = present({
    defaultValue: number('defaultValue'),
    defaultCurrencyCode: text('currency'),
    alwaysUseDefaultValue: value.get('alwaysUseDefaultValue') === false ? false : undefined,
  })
  return {
    updateMask: changes.flatMap(({ field }) => PATHS[field] ?? []).join(','),
    fields: {
      ...present({ name: text('name'), category: text('category') }),
      ...((counting === 'ONE_PER_CLICK' || counting === 'MANY_PER_CLICK') && { countingType: counting }),
      ...((status === 'ENABLED' || status === 'HIDDEN') && { status }),
      ...(typeof primary === 'boolean' && { primaryForGoal: primary }),
      ...present({
        clickThroughLookbackWindowDays: number('clickThroughLookbackWindowDays'),
        viewThroughLookbackWindowDays: number('viewThroughLookbackWindowDays'),
      }),
      ...(Object.keys(valueSettings).length > 0 && { valueSettings }),
    },
  }
}

/** Only the fields that have a value. */
function present<Given extends object>(
  fields: Given,
): { [Field in keyof Given]?: NonNullable<Given[Field]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Field in keyof Given]?: NonNullable<Given[Field]>
  }
}
