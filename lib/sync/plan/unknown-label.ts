import type { ConversionLabel } from './planned-tracking.ts'

/** No resource name, conversion id or label of Google's begins like this. */
const PREFIX = 'unknown:'

/** Stands for the label of a conversion action that is still to be made: it is on no tag. */
export function unknownLabel(trackingId: string): ConversionLabel {
  const unknown = `${PREFIX}${trackingId}`
  return { resourceName: unknown, conversionId: unknown, label: unknown }
}

/** Whether a value stands for one that Google has not given yet. */
export function isUnknown(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith(PREFIX)
}
