import type { ConversionColumns } from '../model/tracking-fields.ts'
import type { DataLayerVariable } from '../tracking-types/condition.ts'
import { referenceTo } from '../tracking-types/reference-to.ts'
import { ownVariable, userDataVariable } from './own-variable.ts'

/** What a tracking sends along with a conversion. */
export type SentValues = Pick<
  ConversionColumns,
  | 'conversionValue'
  | 'conversionValueKey'
  | 'conversionCurrency'
  | 'conversionCurrencyKey'
  | 'conversionOrderIdKey'
  | 'conversionNewCustomer'
  | 'conversionNewCustomerKey'
  | 'conversionEnhanced'
>

/** The same as parameters of a conversion tag, each a constant or one of our variables. */
export function sentParameters(sent: SentValues): Readonly<Record<string, string>> {
  const newCustomer = textOf(sent.conversionNewCustomer, sent.conversionNewCustomerKey)
  const userData = userDataVariable(sent.conversionEnhanced)
  const parameters = {
    conversionValue: textOf(sent.conversionValue, sent.conversionValueKey),
    currencyCode: textOf(sent.conversionCurrency, sent.conversionCurrencyKey),
    orderId: textOf(null, sent.conversionOrderIdKey),
    ...(newCustomer !== undefined && {
      enableNewCustomerReporting: 'true',
      // The tag's own field, in place of the data layer of Google's e-commerce events.
      newCustomerReportingDataSource: 'JSON',
      awNewCustomer: newCustomer,
    }),
    ...(userData && {
      enableEnhancedConversion: 'true',
      cssProvidedEnhancedConversionValue: referenceTo(userData.name),
    }),
  }
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([key, text]) => (text === undefined ? [] : [[key, text]])),
  )
}

function textOf(constant: number | string | boolean | null, key: string | null): string | undefined {
  if (key !== null) return dataLayerReference(key)
  return constant === null ? undefined : String(constant)
}

/** How a tag refers to a value of the data layer: by the variable of ours that reads it. */
export function dataLayerReference(key: string): string {
  return referenceTo(ownVariable(`dataLayer:${key}`).name)
}

/** The variables of the data layer among them. */
export function sentVariables(sent: SentValues): DataLayerVariable[] {
  const keys = [
    sent.conversionValueKey,
    sent.conversionCurrencyKey,
    sent.conversionOrderIdKey,
    sent.conversionNewCustomerKey,
  ]
  return keys.flatMap((key): DataLayerVariable[] => (key === null ? [] : [`dataLayer:${key}`]))
}
