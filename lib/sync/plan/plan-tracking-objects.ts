import type { tagmanager_v2 } from '@googleapis/tagmanager'
import { addedFields } from '../../deployment/added-fields.ts'
import type { ContainerContents } from '../../deployment/container-contents.ts'
import type { FieldChange } from '../../deployment/fields.ts'
import { type Identified, identify } from '../../deployment/identify.ts'
import { type Merge, mergeFields } from '../../deployment/merge-fields.ts'
import { mergeTrigger } from '../../deployment/merge-trigger.ts'
import { changedTag, tagFields } from '../../deployment/tag-fields.ts'
import { changedTrigger, triggerFields } from '../../deployment/trigger-fields.ts'
import { usersOf } from '../../deployment/trigger-users.ts'
import type { FoundIssue } from '../../findings/found-issue.ts'
import { issueOf } from '../../findings/issue-of.ts'
import type { FindingCode } from '../../model/finding-code.ts'
import type { PlanMode } from '../../model/plan-mode.ts'
import {
  type ConversionLabel,
  knownOf,
  type PlannedTracking,
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
  const tag = planTag(tracking, context, identified, triggers.ids, makes)
  return {
    changes: [...triggers.changes, ...tag.changes, ...retired(tracking, identified, context.contents)],
    findings: [...triggers.findings, ...tag.findings, ...strangers(tracking, identified)],
    overwritten: [...triggers.overwritten, ...tag.overwritten],
    repaired: [...triggers.repaired, ...tag.repaired],
  }
}

type Planned = ObjectsPlan & { ids: string[] }

function planTriggers(
  tracking: PlannedTracking,
  { mode, place, newId }: ObjectsContext,
  { triggers }: Identified,
  makes: boolean,
): Planned {
  const planned: Planned = { ...nothing(), ids: [] }
  for (const [role, wanted] of wantedTriggers(tracking)) {
    const trigger = triggers.get(role)
    if (trigger) {
      const applied = tracking.applied?.triggers[role]?.fields
      const merge = mergeTrigger({ wanted, applied, observed: triggerFields(trigger), mode })
      planned.ids.push(trigger.triggerId)
      recordMerge(planned, tracking, `trigger:${role}`, merge)
      const notes = withMark(trigger.notes, tracking.trackingId)
      const changed = { ...changedTrigger(trigger, merge.changes), notes }
      if (merge.changes.length > 0) planned.changes.push({ changeStatus: 'updated', trigger: changed })
    } else if (makes) {
      const triggerId = newId()
      const made = {
        ...changedTrigger({ notes: withMark(undefined, tracking.trackingId), ...place }, addedFields(wanted)),
        triggerId,
      }
      planned.ids.push(triggerId)
      planned.changes.push({ changeStatus: 'added', trigger: made })
      planned.repaired.push(...madeAgain(tracking, `trigger:${role}`, mode))
    } else planned.findings.push(missing(tracking, `trigger:${role}`))
  }
  return planned
}

function planTag(
  tracking: PlannedTracking,
  { conversion, mode, cookiePrefix, place, newId }: ObjectsContext,
  { tag }: Identified,
  triggerIds: readonly string[],
  makes: boolean,
): ObjectsPlan {
  const planned: ObjectsPlan = nothing()
  const wanted = wantedTag(tracking, conversion, triggerIds)
  if (tag) {
    const applied = tracking.applied?.tag?.fields
    const merge = mergeFields({ wanted, applied, observed: tagFields(tag), mode })
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
      { type: 'template', key: 'conversionCookiePrefix', value: cookiePrefix },
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
  const own = tag?.firingTriggerId ?? []
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
    ({ tagId, name, type }: Identified['copies'][number]) =>
      issueOf(code, trackingId, `tag:${tagId}`, { tagId, name, type })
  return [
    ...copies.map(issue('duplicate.copy')),
    ...sameLabel.map(issue('duplicate.same_label')),
    ...foreign.map(issue('foreign.marked')),
  ]
}
