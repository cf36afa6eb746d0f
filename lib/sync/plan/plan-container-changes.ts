import type { ContainerContents } from '../../deployment/container-contents.ts'
import { cookiePrefix, DEFAULT_PREFIX, firingLinkers } from '../../deployment/conversion-linker.ts'
import type { FoundIssue } from '../../findings/found-issue.ts'
import { findSameEvents } from './find-same-events.ts'
import { namesTaken } from './names-taken.ts'
import { isPutInto, planFolder } from './plan-folder.ts'
import { planLastRemoval } from './plan-last-removal.ts'
import { modeFor, type PlanScope } from './plan-scope.ts'
import { planSharedObjects } from './plan-shared-objects.ts'
import { type Change, type ObjectsPlan, planRemoval, planTrackingObjects } from './plan-tracking-objects.ts'
import { planUnusedVariables, readAfter } from './plan-unused-variables.ts'
import type { ConversionLabel, PlannedTracking } from './planned-tracking.ts'
import type { RepairedObject } from './repaired-object.ts'
import { withFreeNames } from './with-free-names.ts'

export type ContainerInput = PlanScope & {
  /** All trackings of the customer, the deleted ones whose removal is pending among them. */
  trackings: readonly PlannedTracking[]
  /** By tracking; one that has none cannot be written, and is left out. */
  conversions: ReadonlyMap<string, ConversionLabel>
  contents: ContainerContents
  /** The folder for what is new, by name; without one it is in none. */
  folder?: string | null
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
  /** What a repair sets back or makes again. */
  repaired: readonly RepairedObject[]
  /** Trackings that wait, with the variable of the client's that has the name of one that they need. */
  nameTaken: ReadonlyMap<string, string>
}

/**
 * The changes that bring a container from what it holds to what all trackings of its customer want. Pure: what is
 * wanted, what was applied and what is there decide, and nothing else. Only what is ours is in it.
 */
export function planContainerChanges(input: ContainerInput): ContainerPlan {
  const { conversions, contents, now } = input
  const trackings = withFreeNames(input.trackings, contents, conversions)
  let added = 0
  const newId = () => `new_${++added}`
  const known = trackings.filter(({ deleted, trackingId }) => !deleted && conversions.has(trackingId))
  const nameTaken = namesTaken(known, contents)
  const wanted = known.filter(({ trackingId }) => !nameTaken.has(trackingId))
  const prefixes = firingLinkers(contents, now).map(cookiePrefix)
  const prefix = prefixes.includes(DEFAULT_PREFIX) ? DEFAULT_PREFIX : (prefixes[0] ?? DEFAULT_PREFIX)
  const folder = planFolder(input.folder ?? null, contents, newId)
  const place = folder ? { parentFolderId: folder.folderId } : {}
  const context = { contents, cookiePrefix: prefix, place, newId }
  const objects = wanted.flatMap((tracking): ObjectsPlan[] => {
    const conversion = conversions.get(tracking.trackingId)
    const mode = modeFor(tracking.trackingId, input)
    return conversion ? [planTrackingObjects(tracking, { ...context, mode, conversion })] : []
  })
  const removals = trackings
    .filter(({ deleted }) => deleted)
    .map((each) => planRemoval(each, contents, conversions.get(each.trackingId)))
  const plans = [...objects, ...removals]
  const owned = [...wanted, ...trackings.filter(({ deleted }) => deleted)]
  const owners = plans.flatMap(({ changes }, index) =>
    changes.map((change) => [change, [owned[index]?.trackingId ?? '']] as const),
  )
  const makers = wanted.filter(({ pending, trackingId }) => pending || modeFor(trackingId, input) !== 'edit')
  const planned = plans.flatMap(({ changes }) => changes)
  const read = readAfter(contents, planned)
  const shared = planSharedObjects(makers, { contents, place, newId, linkerFires: prefixes.length > 0, read })
  const isLast = removals.length > 0 && removals.length === trackings.length
  const removed = removals.flatMap(({ changes }) => changes)
  const leaves = isLast ? planLastRemoval(input, removed) : { changes: [], findings: [] }
  const made = [...shared.map(({ change }) => change), ...planned]
  if (folder?.added && made.some((change) => isPutInto(folder.folderId, change))) {
    shared.unshift({ change: folder.added, trackingIds: makers.map(({ trackingId }) => trackingId) })
  }
  const changes = [...shared.map(({ change }) => change), ...planned, ...leaves.changes]
  return {
    changes: inOrder([...changes, ...planUnusedVariables(input, changes)]),
    owners: new Map([...owners, ...shared.map(({ change, trackingIds }) => [change, trackingIds] as const)]),
    findings: [
      ...plans.flatMap(({ findings }) => findings),
      ...findSameEvents(wanted, input),
      ...leaves.findings,
    ],
    overwritten: plans.flatMap(({ overwritten }) => overwritten),
    repaired: plans.flatMap(({ repaired }) => repaired),
    nameTaken,
  }
}

/** What others refer to is made first and removed last. */
function inOrder(changes: readonly Change[]): Change[] {
  return changes.toSorted((a, b) => rank(a) - rank(b))
}

function rank({ changeStatus, folder, builtInVariable, variable, trigger }: Change): number {
  const kind = folder ? 0 : builtInVariable ? 1 : variable ? 2 : trigger ? 3 : 4
  return changeStatus === 'deleted' ? 10 - kind : kind
}
