import type { EvidenceRule } from './evidence-rule.ts'

/** What each rule says; `{names}` are the days and numbers of the verdict (`describeEvidence`). True for each verdict by that rule. */
export const EVIDENCE_TEXTS: Readonly<Record<EvidenceRule, string>> = {
  not_collected: 'Google Ads has not been asked yet what it has received.',
  account_unreachable: 'The Google Ads account could not be read, so it is not known what it has received.',
  action_missing:
    'The conversion action does not exist in the Google Ads account, so nothing can be counted on it.',
  not_synced: 'The tracking has not been synced yet, so there is no conversion action to count on.',
  paused: 'The tracking is paused, so nothing is to be counted. It is judged again once it goes on.',
  stale: 'What Google Ads has received was read too long ago to say whether it still counts.',
  no_request_ever: 'Google Ads has never received a request of this tag, in {days} days up to now.',
  no_conversion_yet: 'Google Ads has counted no conversion in {days} days up to now.',
  request_without_conversion:
    'The tag fires: Google Ads received a request on {lastReceivedOn}. It has counted no conversion in {days} days up to now; a request counts as one only where an ad has led to the visit.',
  fewer_than_one_a_week:
    'It counted {perWeek} conversions a week in the weeks up to the last one, on {lastConversionOn}. Below {threshold} a week a stop cannot be distinguished from chance.',
  silent_longer_than_expected:
    'Nothing has arrived since {since}: no conversion in {days} days, where {expected} were to be expected by the weeks before. Chance brings such a silence {silencesPerYear} times a year; {threshold} or less is a stop.',
  silent_while_requests_arrive:
    'The tag fires: Google Ads received a request on {lastReceivedOn}. But it has counted no conversion in the {days} days since {since}, where {expected} were to be expected by the weeks before.',
  silent_for_now:
    'No conversion in the {days} days since {since}, where {expected} were to be expected by the weeks before. Chance brings such a silence {silencesPerYear} times a year: that is no stop yet.',
  two_live_tags:
    '{tags} live tags send to this label at least: each conversion is counted as often as they fire.',
  ratio_over_14_days:
    'From {since} on it counted {observed} conversions in {days} days, where {expected} were to be expected by the weeks before: {ratio} times as many. From {threshold} on, with level weeks before, it may be counted twice.',
  first_two_weeks:
    'The first conversion was on {since}: {observed} in {days} days. Before {threshold} days there is nothing to compare with.',
  as_before:
    'It counts: {observed} conversions in the last {days} days, {expected} in as many days before. The last was on {lastConversionOn}.',
}
