import { FINDING_TEXTS, type FindingText } from '../findings/finding-texts.ts'
import type { FoundIssue } from '../findings/found-issue.ts'
import { FINDING_CODES } from '../model/finding-code.ts'
import { findingsOf } from './findings-of.ts'
import type { Verdict } from './verdict.ts'

/** A verdict in words, for a tracking whose sync it ends: what keeps it from counting, and what to do about it. */
export function describeVerdict(trackingId: string, verdict: Verdict): string {
  const found = findingsOf(trackingId, verdict)
  const errors = found.filter(({ severity }) => severity === 'error')
  const sentences = (errors.length > 0 ? errors : found).flatMap((issue) => {
    const { summary, nextStep } = findingText(issue)
    return [summary(issue), nextStep]
  })
  return [...new Set(sentences)].join(' ')
}

/** The text of what was found. */
export function findingText({ code }: FoundIssue): FindingText {
  const known = FINDING_CODES.find((each) => each === code)
  if (!known) throw new Error(`no finding is called ${code}`)
  return FINDING_TEXTS[known]
}
