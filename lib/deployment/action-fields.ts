import type { ConversionAction, ConversionActionFields } from '../google/google-ads.ts'
import type { FieldChange, Fields, FieldValue } from './fields.ts'

/** What a tracking decides of its conversion action. */
export type WantedAction = {
  name: string
  category: string
  counting: string
  value: { amount: number; currency: string } | undefined
  /** A deleted tracking's action is hidden and out of the goals; its label stays, so that a restore goes on with it. */
  hidden: boolean
}

export function wantedActionFields({ name, category, counting, value, hidden }: WantedAction): Fields {
  return {
    name,
    category,
    countingType: counting,
    ...(value && { defaultValue: value.amount, currency: value.currency }),
    status: hidden ? 'HIDDEN' : 'ENABLED',
    primaryForGoal: !hidden,
  }
}

/**
 * A conversion action of Google Ads as flat fields: only what a tracking can want of it.
 * @param hasValue whether it was given a value: without one it has the default of 0 or 1, under any currency, which is
 *   nobody's choice
 */
export function actionFields(
  { name, category, countingType, status, primaryForGoal, valueSettings }: ConversionAction,
  hasValue: boolean,
): Fields {
  const { defaultValue = 0, defaultCurrencyCode } = valueSettings ?? {}
  const isChosen = defaultValue !== 0 && (hasValue || defaultValue !== 1)
  return {
    name,
    category,
    ...(countingType !== undefined && { countingType }),
    ...(isChosen && { defaultValue }),
    ...(isChosen && defaultCurrencyCode && { currency: defaultCurrencyCode }),
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
  status: 'status',
  primaryForGoal: 'primary_for_goal',
}

/** What an update sets, as flat fields; `undefined` where it clears one. */
export function updatedFields(
  { name, category, countingType, status, primaryForGoal, valueSettings }: ConversionActionFields,
  updateMask: string,
): ReadonlyMap<string, FieldValue | undefined> {
  const set: Readonly<Record<string, FieldValue | undefined>> = {
    name,
    category,
    countingType,
    defaultValue: valueSettings?.defaultValue,
    currency: valueSettings?.defaultCurrencyCode,
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
  const [name, category, currency] = [text('name'), text('category'), text('currency')]
  const amount = value.get('defaultValue')
  const [status, counting, primary] = [
    value.get('status'),
    value.get('countingType'),
    value.get('primaryForGoal'),
  ]
  return {
    updateMask: changes.flatMap(({ field }) => PATHS[field] ?? []).join(','),
    fields: {
      ...(name !== undefined && { name }),
      ...(category !== undefined && { category }),
      ...((counting === 'ONE_PER_CLICK' || counting === 'MANY_PER_CLICK') && { countingType: counting }),
      ...((status === 'ENABLED' || status === 'HIDDEN') && { status }),
      ...(typeof primary === 'boolean' && { primaryForGoal: primary }),
      ...((typeof amount === 'number' || currency !== undefined) && {
        valueSettings: {
          ...(typeof amount === 'number' && { defaultValue: amount }),
          ...(currency !== undefined && { defaultCurrencyCode: currency }),
        },
      }),
    },
  }
}
