import type { tagmanager_v2 } from '@googleapis/tagmanager'
import type { ContainerContents } from '../../deployment/container-contents.ts'
import {
  cookiePrefix,
  DEFAULT_PREFIX,
  firingLinker,
  LINKER_MARK,
} from '../../deployment/conversion-linker.ts'
import type { FieldChange } from '../../deployment/fields.ts'
import { parameterOf } from '../../deployment/tag-fields.ts'
import { URL_FRAGMENT } from '../../deployment/tag-manager-condition.ts'
import { triggerFields } from '../../deployment/trigger-fields.ts'
import type { FoundIssue } from '../../findings/found-issue.ts'
import type { PlanMode } from '../../model/plan-mode.ts'
import { declaredTriggers } from '../../tracking-types/tracking-types.ts'
import { type Change, type ObjectsPlan, planRemoval, planTrackingObjects } from './plan-tracking-objects.ts'
import { type ConversionLabel, type PlannedTracking, wantedTriggers } from './planned-tracking.ts'

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
  findings: readonly FoundIssue[]
  overwritten: readonly FieldChange[]
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
  const wanted = trackings.filter(({ deleted, trackingId }) => !deleted && conversions.has(trackingId))
  const linker = firingLinker(contents, now)
  const context = { contents, mode, cookiePrefix: linker ? cookiePrefix(linker) : DEFAULT_PREFIX, newId }
  const objects = wanted.flatMap((tracking): ObjectsPlan[] => {
    const conversion = conversions.get(tracking.trackingId)
    return conversion ? [planTrackingObjects(tracking, { ...context, conversion })] : []
  })
  const removals = trackings.filter(({ deleted }) => deleted).map((each) => planRemoval(each, contents))
  const plans = [...objects, ...removals]
  const makers = wanted.filter(({ pending }) => pending || mode !== 'edit')
  const shared = sharedChanges(makers, contents, newId, linker !== undefined)
  const leaves = wanted.length === 0 && removals.length > 0 ? leftovers(input) : { changes: [], findings: [] }
  return {
    changes: inOrder([...shared, ...plans.flatMap(({ changes }) => changes), ...leaves.changes]),
    findings: [
      ...plans.flatMap(({ findings }) => findings),
      ...sameEvents(wanted, input),
      ...leaves.findings,
    ],
    overwritten: plans.flatMap(({ overwritten }) => overwritten),
  }
}

/** What serves several trackings: built-in variables, our own variable, the linker. */
function sharedChanges(
  makers: readonly PlannedTracking[],
  { tag, variable, builtInVariable }: ContainerContents,
  newId: () => string,
  linkerFires: boolean,
): Change[] {
  const used = new Set(
    makers.flatMap(declaredTriggers).flatMap(({ conditions }) => conditions.map((each) => each.variable)),
  )
  const enabled = new Set(builtInVariable.map(({ type }) => type))
  const missing = [...used].filter(
    (name) => name !== '_event' && name !== 'urlFragment' && !enabled.has(name),
  )
  const needsFragment = used.has('urlFragment') && !variable.some(({ name }) => name === URL_FRAGMENT.name)
  const ownLinker = tag.some(({ notes, type }) => type === 'gclidw' && notes?.includes(LINKER_MARK))
  return [
    ...missing.map((type) => ({ changeStatus: 'added', builtInVariable: { type } })),
    ...(needsFragment
      ? [{ changeStatus: 'added', variable: { ...copy(URL_FRAGMENT), variableId: newId() } }]
      : []),
    // One of ours that does not fire was stopped by a person, who is told so and not overruled.
    ...(makers.length > 0 && !linkerFires && !ownLinker
      ? [{ changeStatus: 'added', tag: { ...CONVERSION_LINKER, tagId: newId() } }]
      : []),
  ]
}

function copy({ parameter, ...variable }: typeof URL_FRAGMENT): tagmanager_v2.Schema$Variable {
  return { ...variable, parameter: parameter.map((each) => ({ ...each })) }
}

/** After the last tracking, our linker goes too where no other tag needs one; built-in variables stay, and it is said. */
function leftovers({
  contents,
  trackings,
}: ContainerInput): Pick<ContainerPlan, 'findings'> & { changes: Change[] } {
  const linker = contents.tag.find(({ notes, type }) => type === 'gclidw' && notes?.includes(LINKER_MARK))
  if (!linker) return { changes: [], findings: [] }
  const ours = new Set(trackings.map(({ applied }) => applied?.conversion.label))
  const needed = contents.tag.some(
    (tag) => READS_LINKER.has(tag.type) && !ours.has(parameterOf(tag, 'conversionLabel')),
  )
  if (!needed) return { changes: [{ changeStatus: 'deleted', tag: linker }], findings: [] }
  const data = { name: linker.name }
  return {
    changes: [],
    findings: [{ code: 'leftover.linker', severity: 'hint', trackingId: undefined, subject: 'linker', data }],
  }
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
  { contents, conversions }: ContainerInput,
): FoundIssue[] {
  const ours = new Set([...conversions.values()].map(({ label }) => label))
  const foreign = contents.tag.filter(
    (tag) => tag.type === 'awct' && !tag.paused && !ours.has(parameterOf(tag, 'conversionLabel') ?? ''),
  )
  return wanted.flatMap((tracking) => {
    const events = [...wantedTriggers(tracking).values()].map(eventOf)
    return foreign
      .filter((tag) =>
        tag.firingTriggerId?.some((id) => events.some((event) => event === eventOfTrigger(id, contents))),
      )
      .map(({ tagId, name }): FoundIssue => {
        const data = { tagId, name }
        const subject = `tag:${tagId}`
        return {
          code: 'duplicate.same_event',
          severity: 'warning',
          trackingId: tracking.trackingId,
          subject,
          data,
        }
      })
  })
}

function eventOfTrigger(id: string, { trigger }: ContainerContents): string | undefined {
  const found = trigger.find(({ triggerId }) => triggerId === id)
  return found && eventOf(triggerFields(found))
}

/** What a trigger waits for, whatever it is called. */
function eventOf({
  name: _,
  waitForTags: __,
  checkValidation: ___,
  ...fields
}: ReturnType<typeof triggerFields>): string {
  return JSON.stringify(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** What others refer to is made first and removed last. */
function inOrder(changes: readonly Change[]): Change[] {
  return changes.toSorted((a, b) => rank(a) - rank(b))
}

function rank({ changeStatus, builtInVariable, variable, trigger }: Change): number {
  const kind = builtInVariable ? 0 : variable ? 1 : trigger ? 2 : 3
  return changeStatus === 'deleted' ? 10 - kind : kind
}
