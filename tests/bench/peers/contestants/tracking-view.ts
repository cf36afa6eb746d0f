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
  conversionEnhanced: unknown
}

/** A row of a peer as the API shows a tracking. */
export function trackingView<Row extends StoredTracking>(row: Row) {
  const {
    conversionCategory,
    conversionCounting,
    conversionValue,
    conversionCurrency,
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
      value: conversionValue === null ? null : Number(conversionValue),
      currency: conversionCurrency,
      enhanced: conversionEnhanced,
    },
  }
}
