import type { FindingCode } from '../model/finding-code.ts'
import { FINDING_TEXTS } from './finding-texts.ts'
import type { FoundIssue } from './found-issue.ts'

/** An issue of a tracking, as severe as its code is. */
export function issueOf(
  code: FindingCode,
  trackingId: string | undefined,
  subject: string,
  data: FoundIssue['data'] = {},
): FoundIssue {
  return { code, severity: FINDING_TEXTS[code].severity, trackingId, subject, data }
}
