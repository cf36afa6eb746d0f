import type { FoundIssue } from '../findings/found-issue.ts'
import { issueOf } from '../findings/issue-of.ts'
import type { FindingCode } from '../model/finding-code.ts'
import type { JudgedTracking } from './judge-trackings.ts'

export const EVIDENCE_CODES = [
  'evidence.stopped',
  'evidence.doubled',
] as const satisfies readonly FindingCode[]

const SUBJECT = 'googleAds'

/**
 * What is found by the verdicts, and of which trackings they say enough to resolve what is found no more: where Google could
 * not be asked, it is open as it was. The data are of what stays the same from day to day, since a dismissal ends with them.
 */
export function evidenceFindings(judged: readonly JudgedTracking[]): {
  found: FoundIssue[]
  decided: string[]
} {
  return {
    found: judged.flatMap(({ trackingId, evidence: { state, rule, since, numbers } }): FoundIssue[] => {
      if (state === 'STOPPED') return [issueOf('evidence.stopped', trackingId, SUBJECT, { rule, since })]
      if (state !== 'DOUBLED') return []
      const tags = rule === 'two_live_tags' ? { tags: numbers.tags } : {}
      return [issueOf('evidence.doubled', trackingId, SUBJECT, { rule, ...tags })]
    }),
    decided: judged.filter(({ evidence }) => isDecided(evidence)).map(({ trackingId }) => trackingId),
  }
}

function isDecided({ rule }: JudgedTracking['evidence']): boolean {
  return rule !== 'account_unreachable' && rule !== 'stale' && rule !== 'not_collected'
}
