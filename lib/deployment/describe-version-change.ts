import { differingFields } from './fields.ts'
import type { HistoryChange } from './history-change.ts'
import type { OwnObject, VersionSnapshot } from './version-snapshot.ts'

type Verb = HistoryChange['change']
type ObjectKind = HistoryChange['object']
const KINDS = ['tag', 'trigger', 'variable', 'builtInVariable'] as const satisfies readonly ObjectKind[]
const COUNTED = ['added', 'changed', 'removed'] as const satisfies readonly Verb[]

/** What is compared: the version that was live, and the one that is. */
export type Versions = {
  before: VersionSnapshot
  after: VersionSnapshot
  /** Trackings whose tag was in the container at an earlier time: what is missing of them is added back. */
  deployedBefore: ReadonlySet<string>
}

/**
 * What changed from one live version to the next: of each tracking's tag and triggers field by field, of what we have
 * made for several trackings that it changed, and of everything else how many objects.
 */
export function describeVersionChange({ before, after, deployedBefore }: Versions): HistoryChange[] {
  const keys = new Set([...Object.keys(before.digests), ...Object.keys(after.digests)])
  const differing = [...keys].filter((key) => before.digests[key] !== after.digests[key])
  const isOwn = (key: string) => before.own[key] !== undefined || after.own[key] !== undefined
  const shared = new Set([...before.shared, ...after.shared])
  const others = differing.filter((key) => !isOwn(key) && !shared.has(key))
  return [
    ...ofTrackings(differing.filter(isOwn), { before, after, deployedBefore }),
    ...differing
      .filter((key) => shared.has(key) && !isOwn(key))
      .map(
        (key): HistoryChange => ({
          change: verbOf(key, before, after),
          object: kindOf(key),
          owner: 'shared',
        }),
      ),
    ...KINDS.flatMap((object) =>
      COUNTED.flatMap((change): HistoryChange[] => {
        const ofKind = others.filter((key) => kindOf(key) === object)
        const count = ofKind.filter((key) => verbOf(key, before, after) === change).length
        return count === 0 ? [] : [{ change, object, owner: 'others', count }]
      }),
    ),
  ]
}

/** An object that was removed and made again under another id is replaced. */
function ofTrackings(keys: readonly string[], versions: Versions): HistoryChange[] {
  const changes = keys.flatMap((key) => {
    const object = versions.after.own[key] ?? versions.before.own[key]
    return object ? changesOf(key, object, versions) : []
  })
  const isSame = (a: HistoryChange, b: HistoryChange) =>
    a.object === b.object && a.trackingId === b.trackingId
  const isAdded = ({ change }: HistoryChange) => change === 'added' || change === 'added_back'
  return changes.flatMap((each): HistoryChange[] => {
    const others = changes.filter((other) => isSame(each, other))
    if (each.change === 'removed' && others.some(isAdded)) return []
    const isReplaced = isAdded(each) && others.some(({ change }) => change === 'removed')
    return [isReplaced ? { ...each, change: 'replaced' } : each]
  })
}

function changesOf(
  key: string,
  { trackingId, name }: OwnObject,
  { before, after, deployedBefore }: Versions,
): HistoryChange[] {
  const about = { object: kindOf(key), owner: 'tracking', trackingId, name } as const
  const verb = verbOf(key, before, after)
  if (verb === 'added') {
    return [{ ...about, change: deployedBefore.has(trackingId) ? 'added_back' : 'added' }]
  }
  if (verb === 'removed') return [{ ...about, change: 'removed' }]
  const [was, is] = [before.own[key]?.fields, after.own[key]?.fields]
  // Where one of both is not known, it is only known that the object was changed.
  const fields = was && is ? differingFields(was, is) : []
  const pause = fields.find(({ field }) => field === 'paused')
  const rest = fields.filter((each) => each !== pause)
  return [
    ...(pause
      ? [{ ...about, change: pause.after === true ? ('paused' as const) : ('resumed' as const) }]
      : []),
    ...(pause && rest.length === 0 ? [] : [{ ...about, change: 'changed' as const, fields: rest }]),
  ]
}

function verbOf(key: string, before: VersionSnapshot, after: VersionSnapshot): (typeof COUNTED)[number] {
  if (before.digests[key] === undefined) return 'added'
  return after.digests[key] === undefined ? 'removed' : 'changed'
}

function kindOf(key: string): (typeof KINDS)[number] {
  return KINDS.find((kind) => key.startsWith(`${kind}:`)) ?? 'variable'
}
