import type { Tag } from '../google/tag-manager-schemas.ts'
import { variablesIn } from '../tracking-types/variables-in.ts'
import type { ContainerContents } from './container-contents.ts'
import { blockedBy } from './exceptions.ts'
import { isKnown } from './is-known.ts'
import { triggersOf } from './triggers-of.ts'
import type { DeploymentReason } from './verdict.ts'

/** What keeps a tag from firing at all, in the container that it is in. */
export function tagObstacles(tag: Tag, contents: ContainerContents, now: Date): DeploymentReason[] {
  const firing = triggersOf(tag.firingTriggerId, contents).map(({ triggerId }) => triggerId)
  return [...obstaclesOfTag(tag, contents, now, firing), ...triggerObstacles(tag, firing, contents)]
}

/** The same of a tag that has to fire on each of `triggerIds`, as far as it does. */
export function obstaclesOnEach(
  tag: Tag,
  triggerIds: readonly string[],
  contents: ContainerContents,
  now: Date,
): DeploymentReason[] {
  const firing = triggersOf(tag.firingTriggerId, contents).map(({ triggerId }) => triggerId)
  const own = firing.filter((id) => triggerIds.includes(id))
  return [
    ...obstaclesOfTag(tag, contents, now, firing),
    ...withoutRepeats(own.flatMap((id) => triggerObstacles(tag, [id], contents))),
  ]
}

function obstaclesOfTag(
  tag: Tag,
  contents: ContainerContents,
  now: Date,
  firing: readonly string[],
): DeploymentReason[] {
  return [
    ...(tag.paused ? [{ code: 'paused' } as const] : []),
    ...scheduleObstacles(tag, now),
    ...(firing.length === 0 ? [{ code: 'no_firing_trigger' } as const] : []),
    ...setupObstacles(tag, contents),
  ]
}

function scheduleObstacles({ scheduleStartMs, scheduleEndMs }: Tag, now: Date): DeploymentReason[] {
  const [start, end] = [Number(scheduleStartMs ?? 0), Number(scheduleEndMs ?? 0)]
  if (start > now.getTime()) return [{ code: 'schedule_not_started', at: new Date(start).toISOString() }]
  return end > 0 && end <= now.getTime() ? [{ code: 'schedule_ended', at: new Date(end).toISOString() }] : []
}

/** A tag fires if one of its triggers can and no exception keeps that one from it. */
function triggerObstacles(
  tag: Tag,
  firing: readonly string[],
  contents: ContainerContents,
): DeploymentReason[] {
  if (firing.length === 0) return []
  const each = firing.map((id) => [...missingVariables(id, contents), ...blockedBy(id, tag, contents)])
  return each.some((obstacles) => obstacles.length === 0) ? [] : withoutRepeats(each.flat())
}

function missingVariables(id: string, contents: ContainerContents): DeploymentReason[] {
  const trigger = contents.trigger.find(({ triggerId }) => triggerId === id)
  const conditions = [
    ...(trigger?.filter ?? []),
    ...(trigger?.customEventFilter ?? []),
    ...(trigger?.autoEventFilter ?? []),
  ]
  const names = conditions.flatMap(({ parameter }) =>
    (parameter ?? []).flatMap(({ value }) => variablesIn(value ?? '')),
  )
  return names
    .filter((name) => !isKnown(name, contents))
    .map((variable) => ({ code: 'variable_missing', variable }))
}

/** A tag that is to fire only after its setup tag has, does not where that one is paused. */
function setupObstacles({ setupTag }: Tag, { tag }: ContainerContents): DeploymentReason[] {
  return (setupTag ?? []).flatMap(({ tagName, stopOnSetupFailure }) => {
    const setup = tag.find(({ name }) => name === tagName)
    return setup?.paused && stopOnSetupFailure ? [{ code: 'setup_tag_paused' as const, tag: setup.name }] : []
  })
}

function withoutRepeats(reasons: readonly DeploymentReason[]): DeploymentReason[] {
  return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()]
}
