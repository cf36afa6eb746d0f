import type { FoundIssue } from '../findings/found-issue.ts'
import { issueOf } from '../findings/issue-of.ts'
import type { FindingCode } from '../model/finding-code.ts'
import type { DeploymentReason, Verdict } from './verdict.ts'

/** What was asked for is nothing to find. */
type FoundReason = Exclude<DeploymentReason, { code: 'paused_as_wanted' }>

/** The finding of each reason. */
const CODES: Readonly<Record<FoundReason['code'], FindingCode>> = {
  never_published: 'not_live.never_published',
  tag_missing: 'drift.missing',
  trigger_missing: 'drift.missing',
  changed: 'drift.changed',
  exception: 'exception',
  consent_required: 'consent_required',
  paused: 'cannot_fire.paused',
  no_firing_trigger: 'cannot_fire.no_firing_trigger',
  schedule_not_started: 'cannot_fire.schedule_not_started',
  schedule_ended: 'cannot_fire.schedule_ended',
  blocked: 'cannot_fire.blocked',
  variable_missing: 'cannot_fire.variable_missing',
  linker_missing: 'cannot_fire.linker_missing',
  linker_prefix: 'cannot_fire.linker_prefix',
  action_missing: 'cannot_fire.action_missing',
  action_hidden: 'cannot_fire.action_hidden',
  setup_tag_paused: 'cannot_fire.setup_tag_paused',
}

/** Every code that a verdict can open: the scope within which a new verdict resolves. */
export const VERDICT_CODES: readonly FindingCode[] = [...new Set(Object.values(CODES))]

/** What a verdict on a tracking has found, one finding for each reason. */
export function findingsOf(trackingId: string, { reasons }: Verdict): FoundIssue[] {
  return reasons.filter(isFound).map((reason) => {
    const { code: reasonCode, ...data } = reason
    return issueOf(CODES[reasonCode], trackingId, subjectOf(reason), data)
  })
}

function isFound(reason: DeploymentReason): reason is FoundReason {
  return reason.code !== 'paused_as_wanted'
}

/** What tells reasons of one code apart. */
function subjectOf(reason: FoundReason): string {
  switch (reason.code) {
    case 'blocked':
    case 'exception':
      return `trigger:${reason.trigger}`
    case 'variable_missing':
      return `variable:${reason.variable}`
    case 'setup_tag_paused':
      return `tag:${reason.tag}`
    case 'trigger_missing':
      return 'trigger'
    case 'action_missing':
    case 'action_hidden':
      return 'action'
    case 'linker_missing':
    case 'linker_prefix':
      return 'linker'
    case 'changed':
    case 'never_published':
      return 'live'
    case 'tag_missing':
    case 'paused':
    case 'no_firing_trigger':
    case 'schedule_not_started':
    case 'schedule_ended':
    case 'consent_required':
      return 'tag'
    default:
      return reason satisfies never
  }
}
