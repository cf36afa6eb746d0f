import { z } from 'zod'

const RESOURCE_NAME = /^customers\/\d+\/conversionActions\/(\d+)$/

/** The id of a conversion action by its resource name: its last part, which is the same in every account that sees it. */
export const AdsActionId = z
  .string()
  .regex(RESOURCE_NAME)
  .transform((name) => name.replace(RESOURCE_NAME, '$1'))
