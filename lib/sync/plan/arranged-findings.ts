import { arrangedTag, arrangedTrigger } from '../../deployment/arranged.ts'
import type { FieldChange } from '../../deployment/fields.ts'
import type { Identified } from '../../deployment/identify.ts'
import { userDataVariable } from '../../deployment/own-variable.ts'
import { userDataFields } from '../../deployment/tag-fields.ts'
import type { FoundIssue } from '../../findings/found-issue.ts'
import { issueOf } from '../../findings/issue-of.ts'
import { containerName } from './google-names.ts'
import { type PlannedTracking, wantedTriggers } from './planned-tracking.ts'
import { namePatternIn } from './with-free-names.ts'

/** What other people have arranged of a tracking's objects in Tag Manager, which every run leaves. */
export function arrangedFindings(tracking: PlannedTracking, identified: Identified): FoundIssue[] {
  const { trackingId, applied } = tracking
  const { tag, triggers } = identified
  const named = { ...tracking, namePattern: namePatternIn(tracking, identified) }
  const wanted = wantedTriggers(named)
  const sent = userDataFields(userDataVariable(tracking.conversionEnhanced)?.name)
  const ofTag = tag && arrangedTag(tag, trackingId, { name: containerName(named), ...sent }, applied?.tag)
  return [
    ...(ofTag ? issues(trackingId, 'tag', ofTag) : []),
    ...[...triggers].flatMap(([role, trigger]) => {
      const arranged = arrangedTrigger(trigger, trackingId, wanted.get(role) ?? {}, applied?.triggers[role])
      return issues(trackingId, `trigger:${role}`, arranged)
    }),
  ]
}

/** Those of one object: what decides how it counts is one of its own. */
export function issues(
  trackingId: string,
  subject: string,
  { settings, looks }: { settings: readonly FieldChange[]; looks: readonly FieldChange[] },
): FoundIssue[] {
  return [
    ...(settings.length > 0 ? [issueOf('drift.settings', trackingId, subject, { fields: settings })] : []),
    ...(looks.length > 0 ? [issueOf('drift.arranged', trackingId, subject, { fields: looks })] : []),
  ]
}
