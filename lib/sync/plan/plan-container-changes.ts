import type { tagmanager_v2 } from '@googleapis/tagmanager'
import type { ContainerContents } from '../../deployment/container-contents.ts'
import { cookiePrefix, DEFAULT_PREFIX, firingLinkers } from '../../deployment/conversion-linker.ts'
import { firesAlong } from '../../deployment/fires-along.ts'
import { labelOf } from '../../deployment/identify.ts'
import { LINKER_MARK, markedTracking } from '../../deployment/mark.ts'
import { parameterOf } from '../../deployment/tag-fields.ts'
import {
  readsFragment,
  URL_FRAGMENT,
  VARIABLE_NAMES,
  variablesIn,
} from '../../deployment/tag-manager-condition.ts'
import { FINDING_TEXTS } from '../../findings/finding-texts.ts'
import type { FoundIssue } from '../../findings/found-issue.ts'
import type { FindingCode } from '../../model/finding-code.ts'
import type { PlanMode } from '../../model/plan-mode.ts'
import type { ConditionVariable } from '../../tracking-types/condition.ts'
import { declaredTriggers } from '../../tracking-types/tracking-types.ts'
import { type Change, type ObjectsPlan, planRemoval, planTrackingObjects } from './plan-tracking-objects.ts'
import type { ConversionLabel, PlannedTracking } from './planned-tracking.ts'

export type ContainerInput = {
  /** All trackings of the customer, the deleted ones whose removal is pending among them. */
  trackings: readonly PlannedTracking[]
  /** By tracking; one that has none cannot be written, and is left out. */
  conversions: ReadonlyMap<string, ConversionLabel>
  contents: ContainerContents
  mode: PlanMode
  now: Date
}

export type ContainerPlan = {
  /** As one `bulk_update` in an order that Tag Manager takes one by one, too. Empty where nothing is to be written. */
  changes: readonly Change[]
  /** The trackings that a change is for: one, or all that need what they share. */
  owners: ReadonlyMap<Change, readonly string[]>
  findings: readonly FoundIssue[]
  /** What somebody else had set, and is written over because somebody has asked for it. */
  overwritten: readonly FoundIssue[]
  /** Trackings that wait, with the variable of the client's that has the name of one that they need. */
  nameTaken: ReadonlyMap<string, string>
}

/** Tag Manager's own trigger "All Pages", present in every container. */
const ALL_PAGES = '2147479553'

/** The Conversion Linker, of which a container needs one that fires, whoever made it. */
const CONVERSION_LINKER = {
  name: 'OCT - Conversion Linker',
  notes: LINKER_MARK,
  type: 'gclidw',
  tagFiringOption: 'oncePerEvent',
  firingTriggerId: [ALL_PAGES],
} satisfies tagmanager_v2.Schema$Tag

/**
 * The changes that bring a container from what it holds to what all trackings of its customer want. Pure: what is
 * wanted, what was applied and what is there decide, and nothing else. Only what is ours is in it.
 */
export function planContainerChanges(input: ContainerInput): ContainerPlan {
  const { trackings, conversions, contents, mode, now } = input
  let added = 0
  const newId = () => `new_${++added}`
  const known = trackings.filter(({ deleted, trackingId }) => !deleted && conversions.has(trackingId))
  const nameTaken = namesTaken(known, contents)
  const wanted = known.filter(({ trackingId }) => !nameTaken.has(trackingId))
  const prefixes = firingLinkers(contents, now).map(cookiePrefix)
  const prefix = prefixes.includes(DEFAULT_PREFIX) ? DEFAULT_PREFIX : (prefixes[0] ?? DEFAULT_PREFIX)
  const context = { contents, mode, cookiePrefix: prefix, newId }
  const objects = wanted.flatMap((tracking): ObjectsPlan[] => {
    const conversion = conversions.get(tracking.trackingId)
    return conversion ? [planTrackingObjects(tracking, { ...context, conversion })] : []
  })
  const removals = trackings
    .filter(({ deleted }) => deleted)
    .map((each) => planRemoval(each, contents, conversions.get(each.trackingId)))
  const plans = [...objects, ...removals]
  const owned = [...wanted, ...trackings.filter(({ deleted }) => deleted)]
  const owners = plans.flatMap(({ changes }, index) =>
    changes.map((change) => [change, [owned[index]?.trackingId ?? '']] as const),
  )
  const makers = wanted.filter(({ pending }) => pending || mode !== 'edit')
  const shared = sharedChanges(makers, contents, newId, prefixes.length > 0)
  const isLast = removals.length > 0 && removals.length === trackings.length
  const removed = removals.flatMap(({ changes }) => changes)
  const leaves = isLast ? leftovers(input, removed) : { changes: [], findings: [] }
  return {
    changes: inOrder([
      ...shared.map(({ change }) => change),
      ...plans.flatMap(({ changes }) => changes),
      ...leaves.changes,
    ]),
    owners: new Map([...owners, ...shared.map(({ change, trackingIds }) => [change, trackingIds] as const)]),
    findings: [
      ...plans.flatMap(({ findings }) => findings),
      ...sameEvents(wanted, input),
      ...leaves.findings,
    ],
    overwritten: plans.flatMap(({ overwritten }) => overwritten),
    nameTaken,
  }
}

/** Built-in variables of Tag Manager that the conditions of trackings look at. */
function builtInsOf(trackings: readonly PlannedTracking[]): ConditionVariable[] {
  const used = trackings.flatMap(declaredTriggers).flatMap(({ conditions }) => conditions)
  const names = new Set(used.map(({ variable }) => variable))
  return [...names].filter((name) => name !== '_event' && name !== 'urlFragment')
}

/** A variable of the client's with the name of a built-in one, or of ours, keeps that one from being there. */
function namesTaken(
  trackings: readonly PlannedTracking[],
  { variable, builtInVariable }: ContainerContents,
): ReadonlyMap<string, string> {
  const enabled = new Set(builtInVariable.map(({ type }) => type))
  const names = new Set(
    variable
      .filter((each) => each.name !== URL_FRAGMENT.name || !readsFragment(each))
      .map(({ name }) => name),
  )
  return new Map(
    trackings.flatMap((tracking) => {
      const missing = builtInsOf([tracking]).filter((type) => !enabled.has(type))
      const needed = readsVariable(tracking, 'urlFragment') ? [...missing, 'urlFragment' as const] : missing
      const taken = needed.map((type) => VARIABLE_NAMES[type]).find((name) => names.has(name))
      return taken === undefined ? [] : [[tracking.trackingId, taken] as const]
    }),
  )
}

/** Something that several trackings need. */
type Shared = { change: Change; trackingIds: readonly string[] }

/** What serves several trackings: built-in variables, our own variable, the linker. */
function sharedChanges(
  makers: readonly PlannedTracking[],
  { tag, variable, builtInVariable }: ContainerContents,
  newId: () => string,
  linkerFires: boolean,
): Shared[] {
  const needing = (variable: ConditionVariable) =>
    makers.filter((each) => readsVariable(each, variable)).map(({ trackingId }) => trackingId)
  const enabled = new Set(builtInVariable.map(({ type }) => type))
  const missing = builtInsOf(makers).filter((name) => !enabled.has(name))
  const fragmentReaders = needing('urlFragment')
  const needsFragment = fragmentReaders.length > 0 && !variable.some(({ name }) => name === URL_FRAGMENT.name)
  const ownLinker = tag.some(({ notes, type }) => type === 'gclidw' && notes?.includes(LINKER_MARK))
  return [
    ...missing.map((type): Shared => {
      const change = { changeStatus: 'added', builtInVariable: { type } }
      return { change, trackingIds: needing(type) }
    }),
    ...(needsFragment
      ? [
          {
            change: { changeStatus: 'added', variable: { ...copy(URL_FRAGMENT), variableId: newId() } },
            trackingIds: fragmentReaders,
          },
        ]
      : []),
    // One of ours that does not fire was stopped by a person, who is told so and not overruled.
    ...(makers.length > 0 && !linkerFires && !ownLinker
      ? [
          {
            change: { changeStatus: 'added', tag: { ...CONVERSION_LINKER, tagId: newId() } },
            trackingIds: makers.map(({ trackingId }) => trackingId),
          },
        ]
      : []),
  ]
}

function readsVariable(tracking: PlannedTracking, variable: ConditionVariable): boolean {
  return declaredTriggers(tracking).some(({ conditions }) =>
    conditions.some((each) => each.variable === variable),
  )
}

function copy({ parameter, ...variable }: typeof URL_FRAGMENT): tagmanager_v2.Schema$Variable {
  return { ...variable, parameter: parameter.map((each) => ({ ...each })) }
}

/**
 * After the last tracking, our linker and our variable go too where nothing else needs them. Built-in variables stay,
 * because nobody knows who has enabled them, and that is said of those which a container does not start with.
 */
function leftovers(
  { contents, trackings, conversions }: ContainerInput,
  removed: readonly Change[],
): Pick<ContainerPlan, 'findings'> & { changes: Change[] } {
  const labels = new Set(trackings.flatMap(({ trackingId }) => conversions.get(trackingId)?.label ?? []))
  const marked = contents.tag.filter(({ notes, type }) => type === 'gclidw' && notes?.includes(LINKER_MARK))
  // Of copies, which have the mark as well, ours is the one that has kept its name.
  const linker = marked.length > 1 ? marked.find(({ name }) => name === CONVERSION_LINKER.name) : marked[0]
  const linkerNeeded = contents.tag.some(
    (tag) => READS_LINKER.has(tag.type) && !labels.has(parameterOf(tag, 'conversionLabel') ?? ''),
  )
  const read = variablesRead(contents, removed)
  const fragment = contents.variable.find(({ notes }) => notes === URL_FRAGMENT.notes)
  const unread = builtInsOf(trackings)
    .filter((type) => type !== 'pageUrl' && contents.builtInVariable.some((each) => each.type === type))
    .map((type) => VARIABLE_NAMES[type])
    .filter((name) => !read.has(name))
  const hint = (code: FindingCode, subject: string, data: FoundIssue['data']): FoundIssue => {
    return { code, severity: FINDING_TEXTS[code].severity, trackingId: undefined, subject, data }
  }
  return {
    changes: [
      ...(linker && !linkerNeeded ? [{ changeStatus: 'deleted', tag: linker }] : []),
      ...(fragment && !read.has(fragment.name) ? [{ changeStatus: 'deleted', variable: fragment }] : []),
    ],
    findings: [
      ...(linker && linkerNeeded ? [hint('leftover.linker', 'linker', { name: linker.name })] : []),
      ...(unread.length > 0 ? [hint('leftover.built_ins', 'built_ins', { names: unread })] : []),
    ],
  }
}

/** The names of the variables that anything reads which is not removed. */
function variablesRead(
  { tag, trigger, variable }: ContainerContents,
  removed: readonly Change[],
): ReadonlySet<string> {
  const gone = new Set<unknown>(removed.map((change) => change.tag ?? change.trigger))
  const kept = [...tag, ...trigger, ...variable].filter((each) => !gone.has(each))
  return new Set(variablesIn(JSON.stringify(kept)))
}

/** Tags that look for the click which a linker has kept. */
const READS_LINKER: ReadonlySet<string> = new Set([
  'awct',
  'awcc',
  'awcr',
  'sp',
  'awud',
  'flc',
  'fls',
  'googtag',
])

/** Ads conversion tags of other people that fire at the very event of a tracking: it would count twice. */
function sameEvents(
  wanted: readonly PlannedTracking[],
  { contents, conversions, now }: ContainerInput,
): FoundIssue[] {
  const ours = new Set([...conversions.values()].map(({ label }) => label))
  const foreign = contents.tag.filter(
    (tag) =>
      tag.type === 'awct' &&
      markedTracking(tag.notes) === undefined &&
      !ours.has(labelOf(tag, contents)?.label ?? ''),
  )
  return wanted.flatMap((tracking) => {
    const awaited = { ...tracking, triggers: declaredTriggers(tracking) }
    return foreign
      .filter((tag) => firesAlong(tag, awaited, contents, now))
      .map(({ tagId, name }): FoundIssue => {
        const code = 'duplicate.same_event'
        const { severity } = FINDING_TEXTS[code]
        const data = { tagId, name }
        return { code, severity, trackingId: tracking.trackingId, subject: `tag:${tagId}`, data }
      })
  })
}

/** What others refer to is made first and removed last. */
function inOrder(changes: readonly Change[]): Change[] {
  return changes.toSorted((a, b) => rank(a) - rank(b))
}

function rank({ changeStatus, builtInVariable, variable, trigger }: Change): number {
  const kind = builtInVariable ? 0 : variable ? 1 : trigger ? 2 : 3
  return changeStatus === 'deleted' ? 10 - kind : kind
}
