import type { tagmanager_v2 } from '@googleapis/tagmanager'
import { addedFields } from '../../deployment/added-fields.ts'
import { comparedTagFields } from '../../deployment/compared-tag-fields.ts'
import type { ContainerContents } from '../../deployment/container-contents.ts'
import type { FieldChange, Fields } from '../../deployment/fields.ts'
import { type Identified, identify } from '../../deployment/identify.ts'
import { IDENTITY_KEYS } from '../../deployment/identity-keys.ts'
import { mark } from '../../deployment/mark.ts'
import { type Merge, mergeFields } from '../../deployment/merge-fields.ts'
import { mergeTrigger } from '../../deployment/merge-trigger.ts'
import { changedTag, type TriggerIds } from '../../deployment/tag-fields.ts'
import { tagManagerCondition } from '../../deployment/tag-manager-condition.ts'
import { templateParameter } from '../../deployment/template-parameter.ts'
import { changedTrigger, triggerFields } from '../../deployment/trigger-fields.ts'
import { usersOf } from '../../deployment/trigger-users.ts'
import type { FoundIssue } from '../../findings/found-issue.ts'
import { issueOf } from '../../findings/issue-of.ts'
import type { Trigger } from '../../google/tag-manager-schemas.ts'
import type { FindingCode } from '../../model/finding-code.ts'
import type { PlanMode } from '../../model/plan-mode.ts'
import type { TriggerDeclaration } from '../../tracking-types/tracking-type.ts'
import {
  allTriggers,
  type ConversionLabel,
  knownOf,
  type PlannedTracking,
  triggerIds,
  wantedTag,
  wantedTriggers,
  withMark,
} from './planned-tracking.ts'
import type { RepairedObject } from './repaired-object.ts'

export type Change = tagmanager_v2.Schema$Entity

export type ObjectsPlan = {
  changes: Change[]
  findings: FoundIssue[]
  overwritten: FoundIssue[]
  /** What a repair sets back or makes again. */
  repaired: RepairedObject[]
}

export type ObjectsContext = {
  contents: ContainerContents
  conversion: ConversionLabel
  mode: PlanMode
  /** Under which prefix the container's linker keeps the click; a new tag looks there. */
  cookiePrefix: string
  /** The folder for what is new. */
  place: Pick<tagmanager_v2.Schema$Tag, 'parentFolderId'>
  newId: () => string
}

/** What brings one tracking's triggers and tag from what the container holds to what the tracking wants. */
export function planTrackingObjects(tracking: PlannedTracking, context: ObjectsContext): ObjectsPlan {
  const identified = identify(context.contents, knownOf(tracking, context.conversion))
  const makes = tracking.pending || context.mode !== 'edit'
  const triggers = planTriggers(tracking, context, identified, makes)
  const tag = planTag(tracking, context, identified, triggerIds(triggers.ids), makes)
  return {
    changes: [...triggers.changes, ...tag.changes, ...retired(tracking, identified, context.contents)],
    findings: [...triggers.findings, ...tag.findings, ...strangers(tracking, identified)],
    overwritten: [...triggers.overwritten, ...tag.overwritten],
    repaired: [...triggers.repaired, ...tag.repaired],
  }
}

type Planned = ObjectsPlan & { ids: [role: string, id: string][] }

function planTriggers(
  tracking: PlannedTracking,
  { contents, mode, place, newId }: ObjectsContext,
  { triggers }: Identified,
  makes: boolean,
): Planned {
  const planned: Planned = { ...nothing(), ids: [] }
  const declared = new Map<string, TriggerDeclaration>(allTriggers(tracking).map((each) => [each.role, each]))
  for (const [role, wanted] of wantedTriggers(tracking)) {
    const trigger = triggers.get(role)
    if (trigger) {
      const applied = tracking.applied?.triggers[role]?.fields
      const merge = mergeTrigger({ wanted, applied, observed: triggerFields(trigger), mode })
      const isShared = isOfOthersToo(trigger, tracking, contents)
      recordMerge(planned, tracking, `trigger:${role}`, isShared ? { ...merge, overwritten: [] } : merge)
      const asked = isShared ? merge.changes.filter(({ field }) => field !== 'name') : merge.changes
      const notes = withMark(trigger.notes, tracking.trackingId, role)
      const changed = { ...changedTrigger(trigger, merge.changes), notes }
      const triggerId = isShared && asked.length > 0 ? newId() : trigger.triggerId
      planned.ids.push([role, triggerId])
      if (asked.length > 0) {
        planned.changes.push(
          isShared
            ? { changeStatus: 'added', trigger: { ...ownCopy(changed, triggerId, wanted), ...place } }
            : { changeStatus: 'updated', trigger: changed },
        )
      }
    } else if (makes) {
      const triggerId = newId()
      const made = {
        ...changedTrigger({ ...newTrigger(tracking, declared.get(role)), ...place }, addedFields(wanted)),
        triggerId,
      }
      planned.ids.push([role, triggerId])
      planned.changes.push({ changeStatus: 'added', trigger: made })
      planned.repaired.push(...madeAgain(tracking, `trigger:${role}`, mode))
    } else planned.findings.push(missing(tracking, `trigger:${role}`))
  }
  return planned
}

/** A trigger that came with an adopted tag, and that other tags use as well: no edit of the tracking is to change those. */
function isOfOthersToo(
  { triggerId, notes }: Trigger,
  { trackingId }: PlannedTracking,
  contents: ContainerContents,
): boolean {
  return !notes?.includes(mark(trackingId)) && usersOf(triggerId, contents).length > 1
}

/** A trigger of our own in place of one that is shared, with all that people have set of it. */
function ownCopy(
  changed: tagmanager_v2.Schema$Trigger,
  triggerId: string,
  { name }: Fields,
): tagmanager_v2.Schema$Trigger {
  const held = Object.entries(changed).filter(([key]) => !IDENTITY_KEYS.has(key) && key !== 'uniqueTriggerId')
  return { ...Object.fromEntries(held), triggerId, name: String(name) }
}

function planTag(
  tracking: PlannedTracking,
  { contents, conversion, mode, cookiePrefix, place, newId }: ObjectsContext,
  { tag }: Identified,
  ids: TriggerIds,
  makes: boolean,
): ObjectsPlan {
  const planned: ObjectsPlan = nothing()
  const wanted = wantedTag(tracking, conversion, ids)
  if (tag) {
    const applied = tracking.applied?.tag?.fields
    const observed = comparedTagFields(tag, contents, wanted, applied)
    const merge = mergeFields({ wanted, applied, observed, mode })
    recordMerge(planned, tracking, 'tag', merge)
    const notes = withMark(tag.notes, tracking.trackingId)
    const changed = { ...changedTag(tag, merge.changes), notes }
    if (merge.changes.length > 0) planned.changes.push({ changeStatus: 'updated', tag: changed })
  } else if (makes) {
    planned.changes.push({
      changeStatus: 'added',
      tag: changedTag({ ...newTag(tracking, cookiePrefix, newId()), ...place }, addedFields(wanted)),
    })
    planned.repaired.push(...madeAgain(tracking, 'tag', mode))
  } else planned.findings.push(missing(tracking, 'tag'))
  return planned
}

/** What only a new trigger gets: a listener that is not told where to start starts nowhere. */
function newTrigger(
  { trackingId }: PlannedTracking,
  declared: TriggerDeclaration | undefined,
): tagmanager_v2.Schema$Trigger {
  const { role, startsOn = [] } = declared ?? {}
  return {
    notes: withMark(undefined, trackingId, role),
    ...(startsOn.length > 0 && { autoEventFilter: startsOn.map(tagManagerCondition) }),
  }
}

/** What only a new tag gets, and nobody asks to be written later. */
function newTag(
  { trackingId }: PlannedTracking,
  cookiePrefix: string,
  tagId: string,
): tagmanager_v2.Schema$Tag {
  return {
    tagId,
    notes: withMark(undefined, trackingId),
    tagFiringOption: 'oncePerEvent',
    parameter: [
      { type: 'boolean', key: 'enableConversionLinker', value: 'true' },
      templateParameter('conversionCookiePrefix', cookiePrefix),
    ],
  }
}

/** Triggers of roles that the tracking has no more, where nothing else uses them. */
function retired(tracking: PlannedTracking, { triggers }: Identified, contents: ContainerContents): Change[] {
  const wanted = wantedTriggers(tracking)
  return [...triggers]
    .filter(([role]) => !wanted.has(role))
    .filter(([, { triggerId }]) => usersOf(triggerId, contents).length <= 1)
    .map(([, trigger]) => ({ changeStatus: 'deleted', trigger }))
}

/** What takes a deleted tracking's objects away; what others use or have made of them stays. */
export function planRemoval(
  tracking: PlannedTracking,
  contents: ContainerContents,
  conversion: ConversionLabel | undefined,
): ObjectsPlan {
  const identified = identify(contents, knownOf(tracking, conversion))
  const { tag, triggers } = identified
  const own = [...(tag?.firingTriggerId ?? []), ...(tag?.blockingTriggerId ?? [])]
  const free = [...triggers.values()].filter(
    ({ triggerId }) => usersOf(triggerId, contents).length <= (own.includes(triggerId) ? 1 : 0),
  )
  return {
    changes: [
      ...(tag ? [{ changeStatus: 'deleted', tag }] : []),
      ...free.map((trigger) => ({ changeStatus: 'deleted', trigger })),
    ],
    findings: strangers(tracking, identified),
    overwritten: [],
    repaired: [],
  }
}

function nothing(): ObjectsPlan {
  return { changes: [], findings: [], overwritten: [], repaired: [] }
}

function recordMerge(
  planned: ObjectsPlan,
  { trackingId }: PlannedTracking,
  subject: string,
  { overwritten, drifted, repaired }: Merge,
): void {
  const issue = (code: FindingCode, fields: readonly FieldChange[]) =>
    fields.length === 0 ? [] : [issueOf(code, trackingId, subject, { fields })]
  planned.overwritten.push(...issue('drift.overwritten', overwritten))
  planned.findings.push(...issue('drift.changed', drifted))
  if (repaired.length > 0) planned.repaired.push({ trackingId, object: subject, fields: repaired })
}

function madeAgain(
  { trackingId, applied }: PlannedTracking,
  object: string,
  mode: PlanMode,
): RepairedObject[] {
  return mode === 'repair' && applied ? [{ trackingId, object, fields: [] }] : []
}

function missing({ trackingId }: PlannedTracking, subject: string): FoundIssue {
  return issueOf('drift.missing', trackingId, subject)
}

/** Copies of our tag, what became of it in other hands, and other people's tags on our label. */
function strangers(
  { trackingId }: PlannedTracking,
  { copies, foreign, sameLabel }: Identified,
): FoundIssue[] {
  const issue =
    (code: FindingCode) =>
    ({ tagId, name, type, paused }: Identified['copies'][number]) =>
      issueOf(code, trackingId, `tag:${tagId}`, { tagId, name, type, ...(paused && { paused }) })
  return [
    ...copies.map(issue('duplicate.copy')),
    ...sameLabel.map(issue('duplicate.same_label')),
    ...foreign.map(issue('foreign.marked')),
  ]
}
