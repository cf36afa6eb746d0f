import { DEPLOYMENT_STATES, type DeploymentState } from '../model/deployment-state.ts'
import type { FieldChange } from './fields.ts'

/** What decides. */
export type DeploymentReason =
  | { code: 'never_published' | 'tag_missing' | 'trigger_missing' | 'paused' | 'no_firing_trigger' }
  | { code: 'paused_as_wanted' }
  | { code: 'schedule_not_started' | 'schedule_ended'; at: string }
  | { code: 'blocked'; trigger: string }
  | { code: 'exception'; trigger: string }
  | { code: 'variable_missing'; variable: string }
  | { code: 'consent_required'; types: readonly string[] }
  | { code: 'linker_missing' }
  | { code: 'linker_prefix'; linker: string; tag: string }
  | { code: 'action_missing' | 'action_hidden' }
  | { code: 'changed'; fields: readonly FieldChange[] }
  | { code: 'setup_tag_paused'; tag: string }

export type ReasonCode = DeploymentReason['code']

export type Verdict = { state: DeploymentState; reasons: readonly DeploymentReason[] }

/** What each reason means for counting. */
export const REASON_STATES: Readonly<Record<ReasonCode, DeploymentState>> = {
  never_published: 'NOT_LIVE',
  tag_missing: 'NOT_LIVE',
  trigger_missing: 'NOT_LIVE',
  paused: 'CANNOT_FIRE',
  paused_as_wanted: 'PAUSED',
  no_firing_trigger: 'CANNOT_FIRE',
  schedule_not_started: 'CANNOT_FIRE',
  schedule_ended: 'CANNOT_FIRE',
  blocked: 'CANNOT_FIRE',
  variable_missing: 'CANNOT_FIRE',
  linker_missing: 'CANNOT_FIRE',
  linker_prefix: 'CANNOT_FIRE',
  action_missing: 'CANNOT_FIRE',
  action_hidden: 'CANNOT_FIRE',
  setup_tag_paused: 'CANNOT_FIRE',
  changed: 'DIFFERS',
  // Somebody else has decided so, and it may still count: said, but no failure.
  exception: 'LIVE',
  consent_required: 'LIVE',
}

/** Whether it is as it is wanted, be that counting or paused. */
export function isAsWanted({ state }: Verdict): boolean {
  return state === 'LIVE' || state === 'PAUSED'
}

/** The verdict that several reasons come to: the worst of what each means. */
export function verdictOf(reasons: readonly DeploymentReason[]): Verdict {
  const states = reasons.map(({ code }) => DEPLOYMENT_STATES.indexOf(REASON_STATES[code]))
  return { state: DEPLOYMENT_STATES[Math.max(0, ...states)] ?? 'UNKNOWN', reasons }
}
