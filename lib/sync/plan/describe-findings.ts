import { FINDING_TEXTS } from '../../findings/finding-texts.ts'
import type { FoundIssue } from '../../findings/found-issue.ts'
import { FINDING_CODES } from '../../model/finding-code.ts'
import type { RunPlanView } from './run-plan-view.ts'

/** What was found, in the words of findings; the same issue once. */
export function describeFindings(found: readonly FoundIssue[]): RunPlanView['findings'] {
  const last = new Map(found.map((each) => [`${each.trackingId} ${each.code} ${each.subject}`, each]))
  return [...last.values()].flatMap(({ code: text, severity, trackingId = null, subject, data }) => {
    const code = FINDING_CODES.find((each) => each === text)
    if (!code) return []
    const { summary, nextStep } = FINDING_TEXTS[code]
    return [{ code, severity, trackingId, summary: summary({ data, subject }), nextStep }]
  })
}
