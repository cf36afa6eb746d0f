/** Whether a tracking counts, as Google Ads has received it, from best to worst. */
export const EVIDENCE_STATES = [
  'COUNTING',
  'QUIET',
  'AWAITING_FIRST',
  'TOO_LITTLE_TRAFFIC',
  'UNKNOWN',
  'DOUBLED',
  'STOPPED',
] as const
export type EvidenceState = (typeof EVIDENCE_STATES)[number]
