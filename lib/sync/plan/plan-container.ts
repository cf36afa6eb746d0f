import type { tagmanager_v2 } from '@googleapis/tagmanager'
import type { Tag, Trigger } from '../../google/tag-manager-schemas.ts'
import type { Conversion, Conversions } from './conversion.ts'
import { CONVERSION_LINKER, desiredTag, MANAGED_PARAMETERS } from './desired-tag.ts'
import { desiredTrigger, requiredBuiltIns } from './desired-trigger.ts'
import { mark, markedTracking } from './google-names.ts'
import type { WorkItem } from './work-item.ts'

export type Change = tagmanager_v2.Schema$Entity

/** What a container holds: a version's content or a workspace's. */
export type Observed = {
  tag: readonly Tag[]
  trigger: readonly Trigger[]
  builtInVariable: readonly { type: string }[]
}

/** What a container holds that was never published. */
export const EMPTY: Observed = { tag: [], trigger: [], builtInVariable: [] }

/** What is deployed in the container for one tracking. */
type Deployed = { triggerId: string; tagId: string }

type Parameter = tagmanager_v2.Schema$Parameter

/** Finds a tracking's trigger and tag by their mark. */
export function deployedFor(observed: Observed, trackingId: string): Partial<Deployed> {
  const tag = observed.tag.find((each) => each.notes?.includes(mark(trackingId)))
  const trigger = observed.trigger.find((each) => each.notes?.includes(mark(trackingId)))
  return { ...(trigger && { triggerId: trigger.triggerId }), ...(tag && { tagId: tag.tagId }) }
}

/**
 * The changes that bring a container from what it holds to what the trackings want, as one `bulk_update`. Empty when
 * it already fits. Only what is ours is touched; in what we update, foreign fields and parameters stay.
 */
export function planContainer(
  items: readonly WorkItem[],
  conversions: Conversions,
  observed: Observed,
): Change[] {
  const wanted = items.filter((item) => item.action !== 'DELETE')
  const changes: Change[] = []
  let added = 0
  const newId = () => `new_${++added}`

  for (const type of missingBuiltIns(wanted, observed)) {
    changes.push({ changeStatus: 'added', builtInVariable: { type } })
  }
  if (wanted.length > 0 && !observed.tag.some((tag) => tag.type === 'gclidw')) {
    changes.push({ changeStatus: 'added', tag: { ...CONVERSION_LINKER, tagId: newId() } })
  }
  for (const item of wanted) {
    const conversion = conversions[item.trackingId]
    if (!conversion) throw new Error('a tracking is planned before its conversion is known')
    changes.push(...changesFor(item, conversion, observed, newId))
  }
  const deleted = items.flatMap(({ action, trackingId }) => (action === 'DELETE' ? [trackingId] : []))
  return [...changes, ...removals(deleted, observed)]
}

/**
 * What has to be removed from a workspace that a failed run left behind: drafts for trackings that are neither in the
 * version it is based on nor wanted now. Their tracking may have been deleted since, and a new version must not ship them.
 */
export function planLeftovers(
  items: readonly WorkItem[],
  workspace: Observed,
  base: Pick<Observed, 'tag' | 'trigger'>,
): Change[] {
  const kept = new Set(items.map(({ trackingId }) => trackingId))
  for (const { notes } of [...base.tag, ...base.trigger]) kept.add(markedTracking(notes) ?? '')
  const drafted = [...workspace.tag, ...workspace.trigger].flatMap(({ notes }) => markedTracking(notes) ?? [])
  const left = drafted.filter((trackingId) => !kept.has(trackingId))
  return removals(left, workspace)
}

function missingBuiltIns(items: readonly WorkItem[], observed: Observed): string[] {
  const enabled = new Set(observed.builtInVariable.map(({ type }) => type))
  return [...new Set(items.flatMap(requiredBuiltIns))].filter((type) => !enabled.has(type))
}

function changesFor(
  item: WorkItem,
  conversion: Conversion,
  observed: Observed,
  newId: () => string,
): Change[] {
  const deployed = deployedFor(observed, item.trackingId)
  const changes: Change[] = []

  const trigger = observed.trigger.find((each) => each.triggerId === deployed.triggerId)
  const triggerId = trigger?.triggerId ?? newId()
  const wantedTrigger = desiredTrigger(item)
  if (!trigger) {
    changes.push({ changeStatus: 'added', trigger: { ...wantedTrigger, triggerId } })
  } else if (!fits(wantedTrigger, trigger)) {
    changes.push({ changeStatus: 'updated', trigger: { ...trigger, ...wantedTrigger } })
  }

  const tag = observed.tag.find((each) => each.tagId === deployed.tagId)
  const wantedTag = desiredTag(item, conversion, triggerId)
  if (!tag) {
    changes.push({ changeStatus: 'added', tag: { ...wantedTag, tagId: newId() } })
  } else if (!tagFits(wantedTag, tag)) {
    const foreign = (tag.parameter ?? []).filter(({ key }) => !MANAGED_PARAMETERS.has(key ?? ''))
    const parameter = [...(wantedTag.parameter ?? []), ...foreign]
    changes.push({ changeStatus: 'updated', tag: { ...tag, ...wantedTag, parameter } })
  }
  return changes
}

/** Tags go before the triggers that fire them. */
function removals(trackingIds: readonly string[], observed: Observed): Change[] {
  const marks = trackingIds.map(mark)
  const isOurs = (notes: string | null | undefined) => marks.some((each) => notes?.includes(each))
  const tags = observed.tag.filter(({ notes }) => isOurs(notes))
  const triggers = observed.trigger.filter(({ notes }) => isOurs(notes))
  return [
    ...tags.map((tag): Change => ({ changeStatus: 'deleted', tag })),
    ...triggers.map((trigger): Change => ({ changeStatus: 'deleted', trigger })),
  ]
}

/** Whether the observed object has everything that is wanted; it may have more. */
function fits(wanted: unknown, observed: unknown): boolean {
  if (Array.isArray(wanted)) {
    const found = Array.isArray(observed) ? observed : []
    return wanted.length === found.length && wanted.every((each, index) => fits(each, found[index]))
  }
  if (typeof wanted === 'object' && wanted !== null) {
    return Object.entries(wanted).every(([key, value]) =>
      fits(value, typeof observed === 'object' && observed !== null ? Reflect.get(observed, key) : undefined),
    )
  }
  return wanted === observed
}

function tagFits(wanted: tagmanager_v2.Schema$Tag, tag: Tag): boolean {
  const { parameter: _, ...rest } = wanted
  return fits(rest, tag) && sameParameters(wanted.parameter ?? [], tag.parameter ?? [])
}

/** Compares our own parameters by key, whatever their order; one of ours that is no longer wanted counts too. */
function sameParameters(wanted: readonly Parameter[], observed: readonly Parameter[]): boolean {
  const ours = observed.filter(({ key }) => MANAGED_PARAMETERS.has(key ?? ''))
  return (
    ours.length === wanted.length &&
    wanted.every((each) => ours.some(({ key, value }) => key === each.key && value === each.value))
  )
}
