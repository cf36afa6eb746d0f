import type { LeftAlone } from '../../model/left-alone.ts'

type LeftText = (detail: string | undefined) => string

const withDetail = (text: string) => (detail: string | undefined) =>
  detail === undefined ? `${text}.` : `${text}: ${detail}.`

/** What a repair leaves, in words. */
export const LEFT_TEXTS: Readonly<Record<LeftAlone, LeftText>> = {
  paused: () => 'The tag is paused.',
  exception: withDetail('The tag has an exception'),
  schedule: () => 'The tag has a schedule.',
  consent: withDetail('The tag requires consent'),
  live_only: () => 'The tag fires in published versions only.',
  sequence: () => 'Other tags fire before or after the tag.',
  priority: () => 'The tag has a priority.',
  folder: () => 'It is in a folder.',
  notes: () => 'It has notes of its own.',
  name: withDetail('It has another name'),
  value: () => 'A value was added, and the tracking has none.',
  triggers: withDetail('The tag also fires on another trigger'),
  conditions: withDetail('The trigger has more conditions'),
  primary_for_goal: () => 'Whether it is primary for its goal was changed.',
}
