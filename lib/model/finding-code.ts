/** Everything that can be found. What each means is said in `lib/findings/finding-texts.ts`. */
export const FINDING_CODES = [
  'cannot_fire.paused',
  'cannot_fire.no_firing_trigger',
  'cannot_fire.schedule_not_started',
  'cannot_fire.schedule_ended',
  'cannot_fire.blocked',
  'cannot_fire.variable_missing',
  'cannot_fire.linker_missing',
  'cannot_fire.linker_prefix',
  'cannot_fire.action_missing',
  'cannot_fire.action_hidden',
  'cannot_fire.setup_tag_paused',
  'not_live.never_published',
  'drift.changed',
  'drift.missing',
  'drift.overwritten',
  'exception',
  'consent_required',
  'duplicate.copy',
  'duplicate.same_label',
  'duplicate.same_event',
  'foreign.marked',
  'leftover.linker',
  'leftover.built_ins',
  'shared.name_taken',
  'workspace.foreign_draft',
  'version.ours_rolled_back',
  'version.foreign_rolled_back',
  'version.foreign_unpublished_or_rolled_back',
  'hint.click_in_frame',
  'hint.form_without_submit',
  'hint.form_in_frame',
] as const
export type FindingCode = (typeof FINDING_CODES)[number]

/** What a repair can put right: it sets back what was changed, and makes again what is missing. */
export const REPAIRABLE_CODES = [
  'drift.changed',
  'drift.missing',
  'cannot_fire.no_firing_trigger',
  'cannot_fire.variable_missing',
  'cannot_fire.linker_missing',
  'cannot_fire.action_missing',
  'cannot_fire.action_hidden',
] as const satisfies readonly FindingCode[]
export type RepairableCode = (typeof REPAIRABLE_CODES)[number]
