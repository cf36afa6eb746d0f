import { constantText } from '../deployment/constant-text.ts'
import { type ContainerContents, NO_CONTENTS } from '../deployment/container-contents.ts'
import type { Label } from '../deployment/identify.ts'
import { parameterOf } from '../deployment/tag-fields.ts'
import { usersOf } from '../deployment/trigger-users.ts'
import { triggersOf } from '../deployment/triggers-of.ts'
import type { ListedConversionAction } from '../google/google-ads.ts'
import type { Tag, Trigger } from '../google/tag-manager-schemas.ts'
import type { LookedAtContainer } from './look-at-container.ts'
import { sentLabels } from './sent-labels.ts'
import { variablesRead } from './variables-read.ts'

/** A label that a tag sends to, with the action of the customer's accounts that has it. */
export type Feed = Label & { action: ListedConversionAction | undefined }

/** A tag that has to do with conversions. */
export type ConversionTag = {
  tag: Tag
  feeds: readonly Feed[]
  /** The triggers that it fires on and that are there. */
  triggers: readonly Trigger[]
}

/** What the checks of an inventory look at. */
export type InventoryFacts = Omit<LookedAtContainer, 'live'> & {
  liveVersionId: string | undefined
  contents: ContainerContents
  tags: readonly ConversionTag[]
  /** The triggers of these tags, their exceptions, and those that nothing uses. */
  triggers: readonly Trigger[]
  /** The names of the variables that these tags and triggers read, directly or by other variables. */
  variables: ReadonlySet<string>
  now: Date
}

/** Tags of Google that count conversions, keep the clicks that they are attributed to, or are in their place no more. */
const CONVERSION_TYPES: ReadonlySet<string> = new Set(['awct', 'awcc', 'awud', 'gclidw', 'sp', 'gaawe'])

/** Types that Google has replaced or stopped, with what became of them. */
export const LEGACY_TYPES: Readonly<Record<string, string>> = {
  // https://support.google.com/analytics/answer/11583528
  ua: 'Universal Analytics, which processes nothing since July 2024',
  // https://support.google.com/optimize/answer/12979939
  opt: 'Google Optimize, which ended in September 2023',
  // https://support.google.com/tagmanager/answer/13543899
  gaawc: 'the GA4 configuration tag, which the Google tag has replaced',
}

/** Sorts out what of a container has to do with conversions, by types, ids and labels and never by names. */
export function inventoryFacts({ live, ...looked }: LookedAtContainer, now: Date): InventoryFacts {
  const contents = live ?? NO_CONTENTS
  const byLabel = new Map(
    looked.actions.map((action) => [`${action.conversionId}/${action.conversionLabel}`, action]),
  )
  const tags = contents.tag.flatMap((tag): ConversionTag[] => {
    const feeds = sentLabels(tag, contents).map((label) => ({
      ...label,
      action: byLabel.get(`${label.conversionId}/${label.label}`),
    }))
    if (feeds.length === 0 && !isConversionTag(tag, contents)) return []
    return [{ tag, feeds, triggers: triggersOf(tag.firingTriggerId, contents) }]
  })
  const used = new Set(tags.flatMap(({ tag }) => triggerIdsOf(tag)))
  const triggers = contents.trigger.filter(
    ({ triggerId }) => used.has(triggerId) || usersOf(triggerId, contents).length === 0,
  )
  const readers = [...tags.map(({ tag }) => tag), ...triggers.filter(({ triggerId }) => used.has(triggerId))]
  const variables = variablesRead(readers, contents.variable)
  return { ...looked, liveVersionId: live?.containerVersionId, contents, tags, triggers, variables, now }
}

function isConversionTag(tag: Tag, contents: ContainerContents): boolean {
  if (CONVERSION_TYPES.has(tag.type) || LEGACY_TYPES[tag.type] !== undefined) return true
  if (tag.type !== 'googtag') return false
  return constantText(parameterOf(tag, 'tagId') ?? '', contents).startsWith('AW-')
}

function triggerIdsOf({ firingTriggerId, blockingTriggerId }: Tag): string[] {
  return [...(firingTriggerId ?? []), ...(blockingTriggerId ?? [])]
}
