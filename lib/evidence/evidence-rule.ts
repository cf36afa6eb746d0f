import type { EvidenceState } from '../model/evidence-state.ts'

/** Why no judgement is possible. */
export const UNKNOWN_REASONS = [
  'not_collected',
  'account_unreachable',
  'action_missing',
  'not_synced',
  'paused',
  'stale',
] as const
export type UnknownReason = (typeof UNKNOWN_REASONS)[number]

/** The rules that a tracking is judged by. */
export const EVIDENCE_RULES = [
  ...UNKNOWN_REASONS,
  'no_request_ever',
  'no_conversion_yet',
  'request_without_conversion',
  'fewer_than_one_a_week',
  'silent_longer_than_expected',
  'silent_while_requests_arrive',
  'silent_for_now',
  'two_live_tags',
  'ratio_over_14_days',
  'first_two_weeks',
  'as_before',
] as const
export type EvidenceRule = (typeof EVIDENCE_RULES)[number]

/** The state that each rule comes to. */
export const RULE_STATES: Readonly<Record<EvidenceRule, EvidenceState>> = {
  not_collected: 'UNKNOWN',
  account_unreachable: 'UNKNOWN',
  action_missing: 'UNKNOWN',
  not_synced: 'UNKNOWN',
  paused: 'UNKNOWN',
  stale: 'UNKNOWN',
  no_request_ever: 'AWAITING_FIRST',
  no_conversion_yet: 'AWAITING_FIRST',
  // The tag fires, but no conversion of an ad has come of it: that is still to be waited for.
  request_without_conversion: 'AWAITING_FIRST',
  fewer_than_one_a_week: 'TOO_LITTLE_TRAFFIC',
  silent_longer_than_expected: 'STOPPED',
  silent_while_requests_arrive: 'QUIET',
  silent_for_now: 'QUIET',
  two_live_tags: 'DOUBLED',
  ratio_over_14_days: 'DOUBLED',
  first_two_weeks: 'COUNTING',
  as_before: 'COUNTING',
}
