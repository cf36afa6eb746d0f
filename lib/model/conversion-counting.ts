/**
 * Whether several conversions after one click on an ad count once or each.
 * https://developers.google.com/google-ads/api/reference/rpc/v26/ConversionActionCountingTypeEnum.ConversionActionCountingType
 */
export const CONVERSION_COUNTINGS = ['ONE_PER_CLICK', 'MANY_PER_CLICK'] as const
