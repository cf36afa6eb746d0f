import type { ContainerContents } from '../../deployment/container-contents.ts'
import { firesAlong } from '../../deployment/fires-along.ts'
import { identify } from '../../deployment/identify.ts'
import { usersOf } from '../../deployment/trigger-users.ts'
import type { FoundIssue } from '../../findings/found-issue.ts'
import type { Tag } from '../../google/tag-manager-schemas.ts'
import { declaredTriggers } from '../../tracking-types/tracking-types.ts'
import { variablesIn } from '../../tracking-types/variables-in.ts'
import { containerName } from './google-names.ts'
import type { ContainerPlan } from './plan-container-changes.ts'
import type { Change } from './plan-tracking-objects.ts'
import { type ConversionLabel, knownOf, type PlannedTracking } from './planned-tracking.ts'
import type { ReverseImpact } from './run-plan-view.ts'

type Planned = {
  plan: Pick<ContainerPlan, 'changes' | 'owners' | 'findings'>
  contents: ContainerContents
  trackings: readonly PlannedTracking[]
  conversions: ReadonlyMap<string, ConversionLabel>
  now: Date
}

/**
 * What else the changes meet: what uses a trigger or variable that changes or goes, which tags fire whenever a tracking
 * does that changes, and which of them count the same conversion again.
 */
export function reverseImpact({ plan, contents, trackings, conversions, now }: Planned): ReverseImpact[] {
  const touched = new Set([...plan.owners.values()].flat())
  const changed = trackings.filter(({ trackingId, deleted }) => touched.has(trackingId) && !deleted)
  const ownTag = (tracking: PlannedTracking) =>
    identify(contents, knownOf(tracking, conversions.get(tracking.trackingId))).tag
  const twice = plan.findings
    .filter(({ code }) => code.startsWith('duplicate.'))
    .flatMap(countsTwice(trackings))
  const counted = new Set(twice.map(({ name }) => name))
  return [
    ...plan.changes.flatMap((change) => {
      const own = trackings
        .filter(({ trackingId }) => plan.owners.get(change)?.includes(trackingId))
        .map(ownTag)
      return otherUsers(change, own, contents)
    }),
    ...changed.flatMap((tracking) => {
      const own = ownTag(tracking)
      const awaited = { ...tracking, triggers: declaredTriggers(tracking) }
      return contents.tag
        .filter((tag) => tag !== own && !counted.has(tag.name) && firesAlong(tag, awaited, contents, now))
        .map(
          ({ name }): ReverseImpact => ({
            reason: 'fires_on_same_event',
            subject: containerName(tracking),
            kind: 'tag',
            name,
          }),
        )
    }),
    ...twice,
  ]
}

/** What uses an object that is changed or removed, but for the tag that it was made for. */
function otherUsers(
  { trigger, variable, changeStatus }: Change,
  own: readonly (Tag | undefined)[],
  contents: ContainerContents,
): ReverseImpact[] {
  if (changeStatus === 'added') return []
  if (trigger?.triggerId) {
    const subject = trigger.name ?? ''
    return usersOf(trigger.triggerId, contents).flatMap((user): ReverseImpact[] => {
      if (!('tagId' in user)) return [{ reason: 'uses', subject, kind: 'trigger', name: user.name }]
      return own.includes(user) ? [] : [{ reason: 'uses', subject, kind: 'tag', name: user.name }]
    })
  }
  if (!variable?.name) return []
  const { name: subject } = variable
  const reads = (object: unknown) => variablesIn(JSON.stringify(object)).includes(subject)
  return (['tag', 'trigger', 'variable'] as const).flatMap((kind) =>
    contents[kind].filter(reads).map(({ name }): ReverseImpact => ({ reason: 'uses', subject, kind, name })),
  )
}

function countsTwice(trackings: readonly PlannedTracking[]) {
  return ({ trackingId, data }: FoundIssue): ReverseImpact[] => {
    const tracking = trackings.find((each) => each.trackingId === trackingId)
    const { name } = data
    if (!tracking || typeof name !== 'string') return []
    return [{ reason: 'counts_twice', subject: containerName(tracking), kind: 'tag', name }]
  }
}
