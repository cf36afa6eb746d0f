import { createHash } from 'node:crypto'
import { type AdsCustomer, type ConversionAction, nextNumber, type State } from '../state/state.ts'

/** What may be said of an action; the rest is Google's defaults. */
export type NewAction = {
  [Field in Exclude<keyof ConversionAction, 'valueSettings'>]?: ConversionAction[Field] | undefined
} & {
  valueSettings?: { [Setting in keyof ValueSettings]?: ValueSettings[Setting] | undefined } | undefined
}
type ValueSettings = ConversionAction['valueSettings']

/** A conversion action with an id and a label of its own, and Google's defaults for what is not named. */
export function newConversionAction(
  state: State,
  customer: AdsCustomer,
  fields: NewAction & { name: string; type: string },
): ConversionAction {
  const id = fields.id ?? String(900_000_000 + nextNumber(state))
  return {
    id,
    name: fields.name,
    type: fields.type,
    category: fields.category ?? 'DEFAULT',
    status: fields.status ?? 'ENABLED',
    countingType: fields.countingType ?? 'ONE_PER_CLICK',
    primaryForGoal: fields.primaryForGoal ?? true,
    clickThroughLookbackWindowDays: fields.clickThroughLookbackWindowDays ?? '30',
    viewThroughLookbackWindowDays: fields.viewThroughLookbackWindowDays ?? '1',
    valueSettings: {
      defaultValue: fields.valueSettings?.defaultValue ?? 1,
      defaultCurrencyCode: fields.valueSettings?.defaultCurrencyCode ?? customer.currencyCode,
      alwaysUseDefaultValue: fields.valueSettings?.alwaysUseDefaultValue ?? false,
    },
    label:
      fields.label ??
      createHash('sha256').update(`label ${customer.id} ${id}`).digest('base64url').slice(0, 19),
  }
}
