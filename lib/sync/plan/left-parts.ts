import type { AppliedObject } from '../../deployment/applied.ts'
import type { ContainerContents } from '../../deployment/container-contents.ts'
import { exceptionsOf } from '../../deployment/exceptions.ts'
import type { Fields } from '../../deployment/fields.ts'
import { identify } from '../../deployment/identify.ts'
import { withoutMark } from '../../deployment/mark.ts'
import { tagFields } from '../../deployment/tag-fields.ts'
import { readBy, triggerFields } from '../../deployment/trigger-fields.ts'
import { triggersOf } from '../../deployment/triggers-of.ts'
import type { ConversionAction } from '../../google/google-ads.ts'
import type { Tag, Trigger } from '../../google/tag-manager-schemas.ts'
import type { LeftAlone } from '../../model/left-alone.ts'
import type { LeftPart } from './left-part.ts'
import { findAction, wantedAction } from './plan-action-changes.ts'
import {
  type ConversionLabel,
  foundTriggerIds,
  knownOf,
  type PlannedTracking,
  wantedTag,
  wantedTriggers,
} from './planned-tracking.ts'
import type { RepairedObject } from './repaired-object.ts'

/**
 * What people have arranged of a tracking's tag and triggers, of all that no repair takes back.
 * @param repaired what is set back, in whose place people had set something else
 */
export function leftInContainer(
  tracking: PlannedTracking,
  conversion: ConversionLabel,
  contents: ContainerContents,
  repaired: readonly RepairedObject[],
): LeftPart[] {
  const { trackingId } = tracking
  const { tag, triggers } = identify(contents, knownOf(tracking, conversion))
  const wanted = wantedTriggers(tracking)
  const own = foundTriggerIds(triggers, wanted.keys())
  const ofTag = tag ? leftOfTag(tag, wantedTag(tracking, conversion, own), tracking, contents) : []
  return [
    ...ofTag.map((part) => ({ trackingId, object: 'tag', ...part })),
    ...[...wanted].flatMap(([role, fields]) => {
      const trigger = triggers.get(role)
      const back = repaired.find(
        (each) => each.trackingId === trackingId && each.object === `trigger:${role}`,
      )
      const parts = trigger
        ? leftOfTrigger(trigger, fields, { trackingId, applied: tracking.applied?.triggers[role] }, back)
        : []
      return parts.map((part) => ({ trackingId, object: `trigger:${role}`, ...part }))
    }),
  ]
}

/** The same of its conversion action. */
export function leftInAds(tracking: PlannedTracking, observed: readonly ConversionAction[]): LeftPart[] {
  const { trackingId } = tracking
  const action = findAction(tracking, observed)
  if (!action) return []
  const wanted = wantedAction(tracking)
  return [
    ...part('name', action.name !== wanted['name'], action.name),
    ...part('primary_for_goal', action.primaryForGoal !== wanted['primaryForGoal']),
  ].map((each) => ({ trackingId, object: 'action', ...each }))
}

type Part = Omit<LeftPart, 'trackingId' | 'object'>

function part(what: LeftAlone, isSo: boolean, detail?: string): Part[] {
  return isSo ? [{ what, ...(detail && { detail }) }] : []
}

function leftOfTag(
  tag: Tag,
  wanted: Fields,
  { trackingId, applied }: PlannedTracking,
  contents: ContainerContents,
): Part[] {
  const observed = tagFields(tag)
  const added = Object.keys(observed).filter((field) => !(field in wanted))
  const firing = triggersOf(
    (tag.firingTriggerId ?? []).filter((id) => !(`firesOn:${id}` in wanted)),
    contents,
  )
  const consent = tag.consentSettings?.consentStatus === 'needed'
  const types = (tag.consentSettings?.consentType?.list ?? []).flatMap(({ value }) => value ?? [])
  return [
    ...part('paused', tag.paused === true && wanted['paused'] !== true),
    ...exceptionsOf(tag, contents).flatMap(({ triggerId, name }) =>
      part('exception', !(`blockedBy:${triggerId}` in wanted), name),
    ),
    ...part('schedule', Boolean(tag.scheduleStartMs || tag.scheduleEndMs)),
    ...part('consent', consent, types.join(', ')),
    ...part('live_only', tag.liveOnly ?? false),
    ...part('sequence', Boolean(tag.setupTag?.length || tag.teardownTag?.length)),
    ...part('priority', Boolean(tag.priority?.value)),
    ...part(
      'value',
      added.some((field) => field.startsWith('parameter:')),
    ),
    ...firing.flatMap(({ name }) => part('triggers', true, name)),
    ...leftOfEither(tag, wanted, trackingId, applied?.tag),
  ]
}

function leftOfTrigger(
  trigger: Trigger,
  wanted: Fields,
  { trackingId, applied }: { trackingId: string; applied: AppliedObject | undefined },
  repaired: RepairedObject | undefined,
): Part[] {
  const replaced = new Set(repaired?.fields.map(({ field }) => field))
  const added = Object.keys(triggerFields(trigger)).filter(
    (field) => !(field in wanted || replaced.has(field)),
  )
  const variables = [...new Set(added.flatMap((field) => readBy(field) ?? []))]
  return [
    ...part('conditions', variables.length > 0, variables.join(', ')),
    ...leftOfEither(trigger, wanted, trackingId, applied),
  ]
}

function leftOfEither(
  object: Tag | Trigger,
  wanted: Fields,
  trackingId: string,
  applied: AppliedObject | undefined,
): Part[] {
  const notes = withoutMark(object.notes ?? '', trackingId)
  return [
    ...part('folder', (object.parentFolderId ?? undefined) !== applied?.folderId),
    ...part('notes', notes !== ''),
    ...part('name', object.name !== wanted['name'], object.name),
  ]
}
