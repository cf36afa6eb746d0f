/** What a peer's row has that the API shows in another form. */
type StoredTracking = {
  type: string
  historyChanges: boolean
  fileExtensions: string[]
  conversionCategory: string
  conversionCounting: string
  /** PostgreSQL's numeric, as the driver or a class of decimals gives it. */
  conversionValue: string | { toNumber(): number } | null
  conversionCurrency: string | null
  conversionValueKey: string | null
  conversionCurrencyKey: string | null
  conversionOrderIdKey: string | null
  conversionNewCustomer: boolean | null
  conversionNewCustomerKey: string | null
  conversionPrimary: boolean
  conversionClickThroughLookbackWindowDays: number | null
  conversionViewThroughLookbackWindowDays: number | null
  conversionEnhanced: unknown
}

const sent = <Constant>(constant: Constant, dataLayer: string | null) =>
  dataLayer === null ? constant : { dataLayer }

/** A row of a peer as the API shows a tracking. */
export function trackingView<Row extends StoredTracking>(row: Row) {
  const {
    conversionCategory,
    conversionCounting,
    conversionValue,
    conversionValueKey,
    conversionCurrency,
    conversionCurrencyKey,
    conversionOrderIdKey,
    conversionNewCustomer,
    conversionNewCustomerKey,
    conversionPrimary,
    conversionClickThroughLookbackWindowDays,
    conversionViewThroughLookbackWindowDays,
    conversionEnhanced,
    ...rest
  } = row
  return {
    ...rest,
    historyChanges: row.type === 'PAGE_VIEW' ? row.historyChanges : null,
    fileExtensions: row.type === 'FILE_DOWNLOAD' ? row.fileExtensions : null,
    conversion: {
      category: conversionCategory,
      counting: conversionCounting,
      value: sent(conversionValue === null ? null : Number(conversionValue), conversionValueKey),
      currency: sent(conversionCurrency, conversionCurrencyKey),
      orderId: sent(null, conversionOrderIdKey),
      newCustomer: sent(conversionNewCustomer, conversionNewCustomerKey),
      primary: conversionPrimary,
      clickThroughLookbackWindowDays: conversionClickThroughLookbackWindowDays,
      viewThroughLookbackWindowDays: conversionViewThroughLookbackWindowDays,
      enhanced: conversionEnhanced,
    },
  }
}
