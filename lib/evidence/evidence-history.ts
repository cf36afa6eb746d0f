import type { UnknownReason } from './evidence-rule.ts'

/** What Google Ads has said of one tracking's conversion action. Days are YYYY-MM-DD in the account's time zone. */
export type EvidenceHistory = {
  /** The first and the last complete day that Google has reported: a year and more, so that a long silence has a before. */
  from: string
  through: string
  /** Conversions by the day of the conversion; days without are 0. Parts of a conversion are usual. */
  conversions: ReadonlyMap<string, number>
  /** The day of the last request that the action received; null if it never did, undefined if Google did not say. */
  lastReceivedOn: string | null | undefined
  /** Tags that are live on this label, at least. */
  liveTags: number
  /** The day since which the tracking is live, as far as known. */
  liveSince: string | null
  /** Set where no judgement is possible. */
  unknown?: UnknownReason
}
